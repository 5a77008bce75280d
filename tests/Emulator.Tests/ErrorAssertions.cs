using System.Net;
using System.Text.Json.Nodes;
using FluentAssertions.Execution;
using FluentAssertions.Primitives;

namespace StoreScp.Emulator.Tests;

/// <summary>Errors as the SDKs read them: status, x-amzn-ErrorType, x-amzn-RequestId, message.</summary>
internal static class ErrorAssertions
{
    public static void BeError(this HttpResponseMessageAssertions response, HttpStatusCode status, string type)
    {
        using var scope = new AssertionScope();
        response.Subject.StatusCode.Should().Be(status);
        Header(response.Subject, "x-amzn-ErrorType").Should().Be(type);
        Header(response.Subject, "x-amzn-RequestId").Should().NotBeEmpty();
        using var reader = new StreamReader(response.Subject.Content.ReadAsStream());
        ((string?)JsonNode.Parse(reader.ReadToEnd())!["message"]).Should().NotBeNullOrEmpty();
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(',', values) : "";
}
