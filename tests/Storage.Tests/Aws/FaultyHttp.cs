using System.Net;
using System.Text;
using Amazon.Runtime;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>The network below the SDK: what a test wants it to be, request by request, and what was sent.</summary>
internal sealed class FaultyHttp : HttpClientFactory
{
    private readonly Func<string, int, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> _answer;
    private int _count;

    /// <param name="answer">Gets the operation (for example <c>PutItem</c>), its number from 0, and what sends it on.</param>
    public FaultyHttp(Func<string, int, Func<Task<HttpResponseMessage>>, CancellationToken, Task<HttpResponseMessage>> answer) => _answer = answer;

    /// <summary>The operations that were sent, in order.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>Their bodies.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Bodies { get; } = new();

    public static HttpResponseMessage Ok(string json = "{}") => Json(HttpStatusCode.OK, json);

    /// <summary>An answer as DynamoDB gives it; its message has what must not get into ours.</summary>
    public static HttpResponseMessage Error(HttpStatusCode status, string code)
    {
        var response = Json(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"secret 1.2.3"}""");
        response.Headers.Add("x-amzn-RequestId", "REQUEST1");
        return response;
    }

    public static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/x-amz-json-1.0") };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(FaultyHttp http) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
            http.Sent.Enqueue(operation);
            http.Bodies.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
            var number = Interlocked.Increment(ref http._count) - 1;
            return await http._answer(operation, number, () => base.SendAsync(request, cancellationToken), cancellationToken);
        }
    }
}
