using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace StoreScp.Cloud.Resources;

/// <summary>Calls of AWS APIs for which there is no SDK here, on stand-ins: the scope of a signature, which they read, without a signature, which they do not.</summary>
public sealed class StandInCaller(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = endpoint };

    /// <summary>One operation of an API in AWS's JSON protocol.</summary>
    /// <param name="service">The name that requests are signed for.</param>
    /// <param name="target">For example <c>AWSStepFunctions.StartExecution</c>.</param>
    /// <exception cref="HttpRequestException">The service refused; the text has its answer.</exception>
    public async Task<JsonObject> CallAsync(string service, string target, JsonObject input, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(input.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.0")) };
        request.Headers.Add("X-Amz-Target", target);
        var answer = await SendAsync(service, request, cancellation);
        return answer.Length == 0 ? [] : JsonNode.Parse(answer)!.AsObject();
    }

    /// <summary>A request that says it was signed for the service.</summary>
    /// <exception cref="HttpRequestException">The service refused; the text has its answer.</exception>
    public async Task<string> SendAsync(string service, HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={CloudNames.AccessKey}/20260101/{CloudNames.Region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using (request)
        {
            using var answer = await _http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode
                ? text
                : throw new HttpRequestException($"{service} answered {(int)answer.StatusCode} to {request.RequestUri}: {text}", null, answer.StatusCode);
        }
    }

    public void Dispose() => _http.Dispose();
}
