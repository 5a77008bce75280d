namespace StoreScp.Plugins.Hosting.Crashes;

/// <summary>A handler that was running when a process of this server ended without warning.</summary>
/// <param name="AtStart">It was being initialized, not processing an instance.</param>
internal sealed record CrashedHandler(string Name, string Plugin, string Version, bool AtStart);
