using System.Text.Json;

namespace StoreScp.Import.Tasks;

/// <summary>What a Lambda function's error looks like to Step Functions: <c>{"errorMessage":"…","errorType":"…"}</c> as text.</summary>
internal static class LambdaCause
{
    public static string? MessageOf(string? cause)
    {
        if (cause is null || !cause.StartsWith('{'))
            return null;
        try
        {
            using var document = JsonDocument.Parse(cause);
            return document.RootElement.TryGetProperty("errorMessage", out var message) ? message.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
