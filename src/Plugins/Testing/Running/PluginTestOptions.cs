using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

/// <summary>How a handler is set up for a test; the defaults are the server's.</summary>
public sealed record PluginTestOptions
{
    /// <summary>What the plugin's manifest says. Null: read from plugin.json beside the handler's assembly; without one a handler that needs the header and changes no UIDs.</summary>
    public HandlerTraits? Traits { get; init; }

    /// <summary>Secrets by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Secrets { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The handler's clock, and that of Original Attributes. Unless said otherwise it stands at 2026-01-01 12:00 UTC.</summary>
    public TimeProvider Time { get; init; } = new FixedTime();

    /// <summary>Time for one instance, in real time. Not watched while a debugger is attached.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Managed memory for one instance.</summary>
    public long MaximumAllocationBytes { get; init; } = 64L << 20;

    public FailureAction OnFailure { get; init; } = FailureAction.Refuse;

    /// <summary>Relative paths in the settings are relative to this folder.</summary>
    public string SettingsFolder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Bytes of a bulk that a result keeps; of a longer one it has length and hash.</summary>
    public long MaximumKeptBulkBytes { get; init; } = 256L << 20;
}
