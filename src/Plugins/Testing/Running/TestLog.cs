namespace StoreScp.Plugins.Testing;

/// <summary>The log of a handler: each run sees its own lines, also when many run at once.</summary>
internal sealed class TestLog : IPluginLogger
{
    private readonly AsyncLocal<TestLogScope?> _current = new();

    /// <summary>Begins the log of what the caller awaits from now on.</summary>
    public TestLogScope Begin() => _current.Value = new TestLogScope();

    /// <summary>What is written outside of every run, as by a timer of the handler's own, is nobody's.</summary>
    public void Log(PluginLogLevel level, string message, Exception? error = null) => _current.Value?.Add(level, message, error);
}
