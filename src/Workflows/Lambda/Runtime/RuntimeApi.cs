using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace StoreScp.Lambda.Runtime;

/// <summary>The runtime API of AWS Lambda for custom runtimes, version 2018-06-01: plain HTTP on the address in <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
internal sealed class RuntimeApi : IDisposable
{
    private const string ErrorTypeHeader = "Lambda-Runtime-Function-Error-Type";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;
    private readonly string _root;

    /// <param name="address">Host and port.</param>
    public RuntimeApi(string address)
    {
        // Between two invocations the process may be frozen for hours: nothing here may count that time.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _root = $"http://{address}/2018-06-01/runtime";
    }

    /// <summary>Waits for the next invocation, however long that takes.</summary>
    /// <exception cref="HttpRequestException">No connection, or one that broke.</exception>
    /// <exception cref="RuntimeApiException">An answer that is no invocation.</exception>
    public async Task<Invocation> NextAsync(CancellationToken cancellation)
    {
        using var response = await _http.GetAsync($"{_root}/invocation/next", cancellation);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new RuntimeApiException($"The runtime API answered {(int)response.StatusCode} to the question for the next invocation.");
        var requestId = Header(response, "Lambda-Runtime-Aws-Request-Id")
            ?? throw new RuntimeApiException("The runtime API gave an invocation without a request id.");
        if (!long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var deadline)
            || deadline > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            throw new RuntimeApiException("The runtime API gave an invocation without a deadline.");
        return new Invocation(
            requestId, await response.Content.ReadAsStringAsync(cancellation), DateTimeOffset.FromUnixTimeMilliseconds(deadline), Header(response, "Lambda-Runtime-Trace-Id"));
    }

    /// <exception cref="RuntimeApiException">The answer was not taken.</exception>
    public Task RespondAsync(string requestId, string json) => PostAsync($"invocation/{requestId}/response", json, errorType: null);

    /// <inheritdoc cref="RespondAsync"/>
    public Task FailAsync(string requestId, FunctionError error) => PostAsync($"invocation/{requestId}/error", error.ToJson(), error.ErrorType);

    /// <summary>The process cannot begin; it ends after this.</summary>
    /// <inheritdoc cref="RespondAsync"/>
    public Task FailInitAsync(FunctionError error) => PostAsync("init/error", error.ToJson(), error.ErrorType);

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string path, string json, string? errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_root}/{path}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = Json } },
        };
        if (errorType is not null)
            request.Headers.TryAddWithoutValidation(ErrorTypeHeader, errorType);
        try
        {
            using var response = await _http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
                throw new RuntimeApiException($"The runtime API answered {(int)response.StatusCode} to {path}.");
        }
        catch (HttpRequestException error)
        {
            throw new RuntimeApiException($"The runtime API cannot be reached for {path}: {error.Message}", error);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
