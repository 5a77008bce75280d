namespace StoreScp.Storage.Tests.Aws;

/// <summary>Lets one write through at a time: moto looks whether a key is free and takes it in two steps, where S3 promises one.</summary>
internal sealed class OneWriteAtATime() : DelegatingHandler(new SocketsHttpHandler())
{
    private static readonly SemaphoreSlim Turn = new(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Put && request.Method != HttpMethod.Post)
            return await base.SendAsync(request, cancellationToken);
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Turn.Release();
        }
    }
}
