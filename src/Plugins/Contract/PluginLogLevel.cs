namespace StoreScp.Plugins;

/// <summary>How much a line of the log matters.</summary>
public enum PluginLogLevel
{
    Debug,
    Information,
    Warning,
    Error,
}
