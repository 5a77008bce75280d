using System.Globalization;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Hosting.Logging;

/// <summary>
/// The texts of an instance that may not be logged: every value of group 0010, names of persons in group 0008, Accession Number; names
/// also component by component, dates in the forms people write. UIDs may be logged.
/// </summary>
internal static class IdentifyingValues
{
    /// <summary>Shorter ones (sex, a single initial) would hide every other word.</summary>
    private const int MinimumLength = 3;

    private static readonly char[] NameDelimiters = ['^', '=', ' ', ',', '.', '-'];
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "dd.MM.yyyy", "dd/MM/yyyy", "dd-MM-yyyy", "MM/dd/yyyy", "MM-dd-yyyy", "yyyyMMdd"];

    /// <summary>What handlers take out most often. Looking for these costs a tenth of going through the header.</summary>
    private static readonly DicomTag[] OftenTakenOut =
    [
        DicomTag.SpecificCharacterSet, DicomTag.AccessionNumber, DicomTag.ReferringPhysicianName, DicomTag.PhysiciansOfRecord,
        DicomTag.PerformingPhysicianName, DicomTag.NameOfPhysiciansReadingStudy, DicomTag.OperatorsName, DicomTag.PatientName,
        DicomTag.PatientID, DicomTag.IssuerOfPatientID, DicomTag.PatientBirthDate, DicomTag.OtherPatientIDs, DicomTag.OtherPatientNames,
        DicomTag.PatientBirthName, DicomTag.PatientAddress, DicomTag.PatientMotherBirthName,
        DicomTag.PatientTelephoneNumbers, DicomTag.AdditionalPatientHistory, DicomTag.ResponsiblePerson, DicomTag.PatientComments,
    ];

    /// <summary>Such elements as they are now, before the handler edits them: slices and items, nothing is decoded.</summary>
    public static List<DicomElement> Capture(DicomDataset header)
    {
        var captured = new List<DicomElement>(12);
        foreach (var tag in OftenTakenOut)
        {
            if (header.GetBytes(tag) is { IsEmpty: false } value)
                captured.Add(new(tag, header.GetVR(tag), value, null));
        }
        if (header.GetSequence(DicomTag.OtherPatientIDsSequence) is { } items)
            captured.Add(new(DicomTag.OtherPatientIDsSequence, DicomVR.SQ, default, items));
        return captured;
    }

    /// <summary>Every text to replace, longest first.</summary>
    public static List<string> Texts(IEnumerable<DicomElement> elements)
    {
        var texts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        AddElements(elements, texts, all: false);
        return [.. texts.OrderByDescending(text => text.Length)];
    }

    private static bool Identifies(DicomElement element) =>
        element.Tag.Group == 0x0010 || element.Tag == DicomTag.AccessionNumber || (element.VR == DicomVR.PN && element.Tag.Group == 0x0008);

    private static void AddElements(IEnumerable<DicomElement> elements, HashSet<string> texts, bool all)
    {
        // A data set of its own decodes the captured bytes, whatever the handler has made of the original.
        var decoded = new DicomDataset();
        foreach (var element in elements)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items)
                    AddElements(item, texts, all: true);
            }
            else if (element.Tag == DicomTag.SpecificCharacterSet)
            {
                decoded.SetBytes(element.Tag, element.VR, element.Value);
            }
            else if ((all || Identifies(element)) && element.VR != DicomVR.UI)
            {
                foreach (var text in decoded.SetBytes(element.Tag, element.VR, element.Value).GetStrings(element.Tag))
                    AddForms(element.VR, text, texts);
            }
        }
    }

    private static void AddForms(DicomVR vr, string text, HashSet<string> texts)
    {
        Add(text, texts);
        if (vr == DicomVR.PN)
        {
            foreach (var group in text.Split('='))
            {
                Add(group, texts);
                // As people write it: "First Last", "Last, First".
                var parts = group.Split('^', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                Add(string.Join(' ', parts), texts);
                Add(string.Join(' ', parts.Reverse()), texts);
                foreach (var component in group.Split(NameDelimiters, StringSplitOptions.RemoveEmptyEntries))
                    Add(component, texts);
            }
        }
        if (vr is DicomVR.DA or DicomVR.DT && text.Length >= 8
            && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            foreach (var form in DateForms)
                Add(date.ToString(form, CultureInfo.InvariantCulture), texts);
        }
    }

    private static void Add(string text, HashSet<string> texts)
    {
        if (text.Trim() is { Length: >= MinimumLength } trimmed)
            texts.Add(trimmed);
    }
}
