using Microsoft.Extensions.Logging;

namespace StoreScp.Plugins.Hosting;

/// <summary>What the host gets from the server around it.</summary>
public sealed record PluginHostSetup
{
    /// <summary>
    /// Folder for files of running processes (crash markers, copies of loaded plugins). It has to survive a restart for a crash to be
    /// noticed, and must allow code to be mapped from it (not mounted noexec). Processes may share it.
    /// </summary>
    public required string RunFolder { get; init; }

    /// <summary>The handlers' settings files are relative to this folder, as are paths in inline settings.</summary>
    public required string SettingsFolder { get; init; }

    public required IPluginSecrets Secrets { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
