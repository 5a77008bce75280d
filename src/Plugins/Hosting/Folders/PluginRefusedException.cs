namespace StoreScp.Plugins.Hosting.Folders;

/// <summary>A plugin is not used; the message says why, in sentences for the person who installs it.</summary>
internal sealed class PluginRefusedException(string message, Exception? cause = null) : Exception(message, cause);
