using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>Finds values that identify the patient in a text: what the server's log would replace.</summary>
internal static class IdentifyingText
{
    /// <summary>Shorter values stand in any text by chance.</summary>
    private const int MinimumLength = 3;

    public static IReadOnlyList<DicomTag> Find(DicomDataset header, string text) =>
    [
        .. header.Where(Identifies).Where(element => Texts(header, element).Any(value => text.Contains(value, StringComparison.OrdinalIgnoreCase)))
            .Select(element => element.Tag),
    ];

    /// <summary>The patient's group, names of persons in group 0008, Accession Number.</summary>
    private static bool Identifies(DicomElement element) =>
        element.Tag.Group == 0x0010 || element.Tag == DicomTag.AccessionNumber || (element.Tag.Group == 0x0008 && element.VR == DicomVR.PN);

    private static IEnumerable<string> Texts(DicomDataset header, DicomElement element)
    {
        if (element.Items is not null || !element.VR.IsText() || element.VR == DicomVR.UI)
            return [];
        var values = header.GetStrings(element.Tag).AsEnumerable();
        if (element.VR == DicomVR.PN)
            values = values.SelectMany(name => name.Split('^', '=').Append(name));
        return values.Select(value => value.Trim()).Where(value => value.Length >= MinimumLength);
    }
}
