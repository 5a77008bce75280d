using StoreScp.Dicom;

namespace StoreScp.Server.Cli;

/// <summary>An element's value for a person at a terminal.</summary>
/// <param name="valueLength">Characters to show.</param>
internal sealed class ElementText(int valueLength)
{
    /// <summary>Bytes of a binary value that are shown.</summary>
    private const int HexBytes = 16;

    public string Of(DicomDataset dataSet, DicomElement element)
    {
        if (element.Value.IsEmpty)
            return "(empty)";
        var values = dataSet.GetStrings(element.Tag);
        if (values.Length == 0)
            return Hex(element.Value.Span);
        if (element.VR == DicomVR.UI)
            return WithName(string.Join('\\', values));
        return element.VR.IsText()
            ? Quoted(string.Join('\\', values))
            : TerminalText.Safe(string.Join('\\', values), valueLength);
    }

    public string WithName(string uid)
    {
        var name = DicomUIDs.NameOf(uid);
        var shown = TerminalText.Safe(uid, valueLength);
        return name.Length == 0 || name == uid ? shown : $"{shown} = {name}";
    }

    public string Quoted(string value) => $"\"{TerminalText.Safe(value, valueLength)}\"";

    private static string Hex(ReadOnlySpan<byte> value) =>
        Convert.ToHexString(value[..Math.Min(value.Length, HexBytes)]) + (value.Length > HexBytes ? "…" : "");
}
