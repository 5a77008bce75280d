namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Named in the manifest, but does not implement the interface.</summary>
public sealed class NotAHandler;
