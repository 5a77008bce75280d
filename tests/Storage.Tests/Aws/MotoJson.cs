using System.Text;
using System.Text.Json.Nodes;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>Operations of moto that only tests need: it takes any signature, but looks at its scope to see which service is meant.</summary>
internal sealed class MotoJson(Uri endpoint, string service, string target) : IDisposable
{
    private readonly HttpClient _http = new();

    public async Task<JsonNode> CallAsync(string operation, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", $"{target}.{operation}");
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=test/20260301/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue(text);
        return JsonNode.Parse(text)!;
    }

    public void Dispose() => _http.Dispose();
}
