using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>Times as AWS writes them in JSON: seconds since 1970, with milliseconds.</summary>
internal static class EpochTime
{
    private const double MaximumSeconds = 253_402_300_799;

    public static JsonNode Of(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);

    public static DateTimeOffset? Parse(double seconds) =>
        seconds is >= 0 and <= MaximumSeconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
}
