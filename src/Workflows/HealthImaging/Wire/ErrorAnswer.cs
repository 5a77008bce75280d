using System.Net;
using System.Text.Json;

namespace StoreScp.HealthImaging;

/// <summary>Reads an answer that is no success: shape from <c>x-amzn-ErrorType</c> or the body, message from the body, else from the status.</summary>
internal static class ErrorAnswer
{
    private const int MaximumBodyBytes = 64 * 1024;
    private const int MaximumMessageLength = 2048;

    public static async Task<HealthImagingException> ReadAsync(HttpResponseMessage response, bool mayQuotePatientData, CancellationToken cancellation)
    {
        var body = await BoundedBody.TryReadAsync(response.Content, MaximumBodyBytes, cancellation) ?? default;
        var (type, message) = ReadBody(body);
        type = ShapeName(Header(response, "x-amzn-ErrorType")) ?? ShapeName(type) ?? TypeOfStatus(response.StatusCode);
        if (message is null || mayQuotePatientData)
            message = $"HealthImaging answered {(int)response.StatusCode} {type}.";
        return Typed(new(type, Plain(message), response.StatusCode, Header(response, "x-amzn-RequestId")));
    }

    private static HealthImagingException Typed(HealthImagingError error) => error.ErrorType switch
    {
        nameof(ThrottlingException) => new ThrottlingException(error),
        nameof(ServiceQuotaExceededException) => new ServiceQuotaExceededException(error),
        nameof(ValidationException) => new ValidationException(error),
        nameof(ConflictException) => new ConflictException(error),
        nameof(ResourceNotFoundException) => new ResourceNotFoundException(error),
        nameof(AccessDeniedException) => new AccessDeniedException(error),
        nameof(InternalServerException) => new InternalServerException(error),
        _ => new HealthImagingException(error),
    };

    /// <summary>For answers of what stands between us and the service (load balancers, proxies), which name no shape.</summary>
    private static string TypeOfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.PaymentRequired => nameof(ServiceQuotaExceededException),
        HttpStatusCode.TooManyRequests => nameof(ThrottlingException),
        HttpStatusCode.BadRequest => nameof(ValidationException),
        HttpStatusCode.Forbidden => nameof(AccessDeniedException),
        HttpStatusCode.NotFound => nameof(ResourceNotFoundException),
        HttpStatusCode.Conflict => nameof(ConflictException),
        >= HttpStatusCode.InternalServerError => nameof(InternalServerException),
        _ => FormattableString.Invariant($"Http{(int)status}"),
    };

    /// <summary><c>namespace#Shape:http://address</c> → <c>Shape</c>; null for what is no name.</summary>
    private static string? ShapeName(string? text)
    {
        if (text is null)
            return null;
        var start = text.IndexOf('#') + 1;
        var end = text.IndexOf(':', start);
        var name = text[start..(end < 0 ? text.Length : end)].Trim();
        return name.Length is > 0 and <= 100 && name.All(char.IsAsciiLetterOrDigit) ? name : null;
    }

    private static (string? Type, string? Message) ReadBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return (Text(document.RootElement, "__type") ?? Text(document.RootElement, "code"),
                Text(document.RootElement, "message") ?? Text(document.RootElement, "Message"));
        }
        catch (JsonException)
        {
            // A page of a proxy, or nothing: the status says enough.
            return (null, null);
        }
    }

    private static string? Text(JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Plain(values.First()) : null;

    /// <summary>One line of bounded length, whatever was sent.</summary>
    private static string Plain(string text) =>
        string.Concat(text.Take(MaximumMessageLength).Select(character => char.IsControl(character) ? ' ' : character));
}
