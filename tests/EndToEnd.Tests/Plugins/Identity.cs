using System.Text;
using StoreScp.Dicom;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>Values that tell who a patient is, and the places where they turn up.</summary>
internal static class Identity
{
    private const int MinimumLength = 6;

    /// <summary>The values of a file that the Basic Profile takes out, as they stand in it, and the components of its names.</summary>
    public static List<string> ValuesOf(DicomDataset header)
    {
        DicomTag[] tags =
        [
            DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.FrameOfReferenceUID,
            DicomTag.PatientName, DicomTag.PatientID, DicomTag.PatientBirthDate, DicomTag.AccessionNumber, DicomTag.StudyDate, DicomTag.SeriesDate,
            DicomTag.InstitutionName, DicomTag.ReferringPhysicianName, DicomTag.OperatorsName, DicomTag.StationName, DicomTag.StudyDescription,
        ];
        var values = tags.Select(tag => header.GetString(tag)).OfType<string>().ToList();
        return [.. values.Concat(values.SelectMany(value => value.Split('^'))).Where(IsTelling).Distinct()];
    }

    /// <summary>Where a value stands, as Latin-1 (which UTF-8 is for these) or UTF-16: in a name or the bytes of any file below a folder.</summary>
    public static List<string> FindIn(string folder, IReadOnlyCollection<string> values)
    {
        List<string> found = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            found.AddRange(FindIn(Path.GetRelativePath(folder, path), $"the name of {path}", values));
            if (Path.GetExtension(path) == ".lock")
                continue; // Held by the server, and empty.
            var bytes = ReadShared(path);
            found.AddRange(values.Where(value => Holds(bytes, value)).Select(value => $"'{value}' in {path}"));
        }
        return found;
    }

    public static IEnumerable<string> FindIn(string text, string place, IReadOnlyCollection<string> values) =>
        values.Where(value => text.Contains(value, StringComparison.OrdinalIgnoreCase)).Select(value => $"'{value}' in {place}");

    /// <summary>Long enough, and not such as 000000000, which is found anywhere.</summary>
    private static bool IsTelling(string value) => value.Length >= MinimumLength && value.Distinct().Count() > 2;

    private static bool Holds(ReadOnlySpan<byte> bytes, string value) =>
        bytes.IndexOf(Encoding.Latin1.GetBytes(value)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(value)) >= 0;

    /// <summary>Files that the server has open, too.</summary>
    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
