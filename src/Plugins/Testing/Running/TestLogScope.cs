using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>The lines of one run. Thread-safe.</summary>
internal sealed class TestLogScope
{
    private readonly List<(PluginLogLevel Level, string Message, Exception? Error)> _lines = [];

    public void Add(PluginLogLevel level, string message, Exception? error = null)
    {
        lock (_lines)
            _lines.Add((level, message, error));
    }

    /// <param name="header">Whose values are looked for in the lines; null: none.</param>
    public IReadOnlyList<PluginTestLogLine> Lines(DicomDataset? header)
    {
        lock (_lines)
        {
            return [.. _lines.Select(line => new PluginTestLogLine(line.Level, line.Message, line.Error,
                header is null ? [] : IdentifyingText.Find(header, $"{line.Message} {line.Error}")))];
        }
    }
}
