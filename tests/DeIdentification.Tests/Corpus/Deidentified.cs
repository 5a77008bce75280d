using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Corpus;

/// <summary>A file of the corpus after its elements have been de-identified, written and read again.</summary>
internal sealed class Deidentified
{
    private readonly byte[] _bytes;
    private readonly List<(string Path, string Text)> _texts = [];
    private readonly Dictionary<string, string> _byPath = [];

    private Deidentified(DicomDataset header, DicomDataset trailer, DicomTransferSyntax syntax)
    {
        byte[] headerBytes = Flat.Write(header);
        byte[] trailerBytes = Flat.Write(trailer);
        _bytes = [.. headerBytes, .. trailerBytes];
        Header = DicomDataset.Parse(headerBytes, Inflated(syntax));
        foreach (DicomDataset dataSet in new[] { Header, DicomDataset.Parse(trailerBytes, Inflated(syntax)) })
        {
            foreach ((string path, DicomDataset inner, DicomElement element) in Flat.Elements(dataSet))
            {
                if (Flat.Text(inner, element.Tag) is not { } text) continue;
                _texts.Add((path, text));
                _byPath[path] = text;
            }
        }
    }

    public DicomDataset Header { get; }

    public static Deidentified Of(string path, params ProfileOption[] options)
    {
        using DicomFile file = DicomFile.Open(path);
        DicomDataset trailer = file.ReadTrailer();
        Deidentifier deidentifier = TestKeys.Deidentifier(options);
        InstanceState state = deidentifier.Apply(file.Header);
        deidentifier.ApplyToTrailer(trailer, state);
        return new(file.Header, trailer, file.TransferSyntax);
    }

    /// <summary>Where a value still stands: paths of elements, or "raw" for bytes in none of them.</summary>
    public IEnumerable<string> PlacesOf(IdentifyingValue value)
    {
        string[] parts = [.. value.Value.Split('\\').Append(value.Value).Where(part => part.Length >= 6).Distinct()];
        List<string> places = [.. _texts.Where(text => parts.Any(part => text.Text.Contains(part, StringComparison.Ordinal))).Select(text => text.Path).Distinct()];
        if (places.Count == 0 && parts.Any(IsInBytes)) places.Add("raw");
        return places;
    }

    /// <summary>The value's own place, if it stands there still.</summary>
    public IEnumerable<string> SamePlaceAs(IdentifyingValue value) =>
        _byPath.TryGetValue(value.Path, out string? text) && text.Trim() == value.Value.Trim() ? [value.Path] : [];

    private bool IsInBytes(string part) =>
        _bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(part)) >= 0 || _bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)) >= 0;

    private static DicomTransferSyntax Inflated(DicomTransferSyntax syntax) => syntax.IsDeflated ? DicomTransferSyntax.ExplicitVRLittleEndian : syntax;
}
