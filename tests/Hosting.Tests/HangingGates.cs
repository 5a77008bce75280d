using StoreScp.Plugins.Hosting.Settings;

namespace StoreScp.Hosting.Tests;

/// <summary>A handler that hangs, and the gates to know and to end that by.</summary>
internal sealed class HangingGates : IDisposable
{
    public TestGate Entered { get; } = new();

    public TestGate Release { get; } = new();

    public TestGate Disposed { get; } = new();

    public HandlerOptions Handler => Site.Handler("Hangs") with
    {
        Settings = new Dictionary<string, string> { ["Entered"] = Entered.Name, ["Release"] = Release.Name, ["Disposed"] = Disposed.Name },
    };

    /// <summary>Lets the calls come back; names stay known to handlers that are still there.</summary>
    public void Dispose() => Release.Open();
}
