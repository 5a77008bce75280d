using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

public sealed partial class EmulatorHost
{
    [LoggerMessage(LogLevel.Debug, "The HealthImaging emulator listens on {Url}, with its state in {Folder}")]
    private static partial void LogHosting(ILogger logger, Uri url, string folder);

    [LoggerMessage(LogLevel.Information, "Another process hosts the HealthImaging emulator, on {Url}")]
    private static partial void LogFollowing(ILogger logger, Uri url);
}
