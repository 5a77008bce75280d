namespace StoreScp.TestPlugins.Behaviours;

/// <param name="Entered">Gate that each call opens.</param>
/// <param name="Release">Gate that each call waits for.</param>
/// <param name="Disposed">Gate that is opened when the handler is disposed of.</param>
public sealed record HangingSettings(string Entered, string Release, string? Disposed = null);
