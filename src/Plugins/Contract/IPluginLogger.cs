namespace StoreScp.Plugins;

/// <summary>
/// The server's log. Values of the instance in hand that identify a patient are replaced before a line is written; that is a net, not a
/// licence: name tags, never values.
/// </summary>
public interface IPluginLogger
{
    void Log(PluginLogLevel level, string message, Exception? error = null);

    void Debug(string message) => Log(PluginLogLevel.Debug, message);

    void Information(string message) => Log(PluginLogLevel.Information, message);

    void Warning(string message, Exception? error = null) => Log(PluginLogLevel.Warning, message, error);

    void Error(string message, Exception? error = null) => Log(PluginLogLevel.Error, message, error);
}
