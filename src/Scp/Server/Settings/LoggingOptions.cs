using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Settings;

/// <summary>How much is logged, and in which form.</summary>
internal sealed record LoggingOptions
{
    public LogFormat Format { get; init; } = LogFormat.Text;

    public LogLevel Level { get; init; } = LogLevel.Information;
}
