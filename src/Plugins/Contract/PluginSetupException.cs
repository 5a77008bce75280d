namespace StoreScp.Plugins;

/// <summary>A plugin cannot work as it is set up: one sentence for the person who set it up, naming the setting, file or secret.</summary>
public sealed class PluginSetupException : Exception
{
    public PluginSetupException() { }

    public PluginSetupException(string message) : base(message) { }

    public PluginSetupException(string message, Exception? innerException) : base(message, innerException) { }
}
