namespace StoreScp.Plugins.Hosting.Settings;

/// <summary>A handler's settings cannot be put together; the message names file and place.</summary>
internal sealed class SettingsException(string message) : Exception(message);
