using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StoreScp.Cloud.Routing;

/// <summary>Sends a request on as it came and brings the answer back as it comes: path and query byte for byte, bodies as streams.</summary>
internal sealed class HttpForwarder : IDisposable
{
    /// <summary>They mean the one connection (RFC 9110 §7.6.1); Expect was answered by who read the body.</summary>
    private static readonly HashSet<string> OfOneConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
    };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    /// <summary>A target that cannot be reached, or breaks off, ends the connection: that is how a service that is gone looks.</summary>
    public async Task ForwardAsync(HttpContext context, Uri target)
    {
        try
        {
            using var answer = await SendAsync(context, target, context.Request.Body);
            await AnswerAsync(context, answer, await answer.Content.ReadAsStreamAsync(context.RequestAborted));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    /// <summary>The request of the context, with this body in place of its own.</summary>
    /// <returns>The answer as soon as its headers are there.</returns>
    public async Task<HttpResponseMessage> SendAsync(HttpContext context, Uri target, Stream body)
    {
        using var request = RequestOf(context, target, body);
        return await _client.SendAsync(request, context.RequestAborted);
    }

    /// <summary>The answer into the context, with this body in place of its own.</summary>
    public static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, Stream body)
    {
        var outgoing = context.Response;
        outgoing.StatusCode = (int)answer.StatusCode;
        var hasNoBody = answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified;
        var named = new HashSet<string>(answer.Headers.Connection, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            if (OfOneConnection.Contains(name) || named.Contains(name) || (hasNoBody && name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
                continue;
            outgoing.Headers[name] = values.ToArray();
        }
        if (!hasNoBody && !HttpMethods.IsHead(context.Request.Method))
            await body.CopyToAsync(outgoing.Body, context.RequestAborted);
    }

    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage RequestOf(HttpContext context, Uri target, Stream body)
    {
        var incoming = context.Request;
        var path = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(target.GetLeftPart(UriPartial.Authority) + path, exact));
        if (incoming.ContentLength is not null || incoming.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(body);
        var named = NamesOf(incoming.Headers.Connection);
        foreach (var (name, values) in incoming.Headers)
        {
            if (OfOneConnection.Contains(name) || named.Contains(name))
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        return request;
    }

    private static HashSet<string> NamesOf(IEnumerable<string?> connection) =>
        new(connection.SelectMany(value => value!.Split(',', StringSplitOptions.TrimEntries)), StringComparer.OrdinalIgnoreCase);
}
