using System.Net;
using System.Text;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>What goes wrong between a client and S3.</summary>
internal static class FakeFaults
{
    /// <summary>A word in the body of every error; it must appear nowhere.</summary>
    public const string Body = "text-of-the-body";

    /// <summary>S3 does what it was asked to, and the connection breaks.</summary>
    public static Task<HttpResponseMessage> AnswerLost(Func<HttpResponseMessage> answer, CancellationToken cancellation)
    {
        answer();
        throw new HttpRequestException("reset by peer");
    }

    public static Task<HttpResponseMessage> Reset(Func<HttpResponseMessage> answer, CancellationToken cancellation) => throw new HttpRequestException("reset by peer");

    public static Task<HttpResponseMessage> SlowDown(Func<HttpResponseMessage> answer, CancellationToken cancellation) => Task.FromResult(Error(503, "SlowDown"));

    /// <summary>No answer ever.</summary>
    public static async Task<HttpResponseMessage> Stall(Func<HttpResponseMessage> answer, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return answer();
    }

    public static FakeS3.Fault Refusal(int status, string code) => (_, _) => Task.FromResult(Error(status, code));

    /// <summary>Before S3 looks at the request, something else happens.</summary>
    public static FakeS3.Fault After(Func<Task> first) => async (answer, _) =>
    {
        await first();
        return answer();
    };

    public static FakeS3.Fault WithHeader(string name, string value) => (answer, _) =>
    {
        var changed = answer();
        changed.Headers.Remove(name);
        changed.Headers.TryAddWithoutValidation(name, value);
        return Task.FromResult(changed);
    };

    /// <summary>The body of the answer breaks off after so many bytes.</summary>
    public static FakeS3.Fault CutAfter(int bytes) => async (answer, cancellation) =>
    {
        var whole = answer();
        var content = await whole.Content.ReadAsByteArrayAsync(cancellation);
        var cut = new StreamContent(new BreakingStream(content[..bytes]));
        cut.Headers.ContentLength = content.Length;
        whole.Content = cut;
        return whole;
    };

    public static HttpResponseMessage Error(int status, string code)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent($"<Error><Code>{code}</Code><Message>{Body}</Message><RequestId>REQ-1</RequestId></Error>", Encoding.UTF8, "application/xml"),
        };
        answer.Headers.TryAddWithoutValidation("x-amz-request-id", "REQ-1");
        return answer;
    }

    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var count ? count : throw new IOException("reset by peer");
    }
}
