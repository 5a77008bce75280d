using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>What a handler wrote to its log.</summary>
/// <param name="IdentifyingElements">Elements that identify the patient and whose value stands in the line: the server replaces it; better not to write it.</param>
public sealed record PluginTestLogLine(PluginLogLevel Level, string Message, Exception? Exception, IReadOnlyList<DicomTag> IdentifyingElements)
{
    public override string ToString() => $"{Level}: {Message}{(Exception is null ? "" : $": {Exception}")}";
}
