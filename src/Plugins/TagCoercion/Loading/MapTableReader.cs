using System.Collections.Frozen;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion.Actions;

namespace StoreScp.Plugins.TagCoercion.Loading;

/// <summary>Reads the tables of map actions: CSV files in UTF-8 with a key and a value in each line.</summary>
internal sealed class MapTableReader(RuleMistakes mistakes, string folder)
{
    private const long LargestFileBytes = 64 << 20;

    /// <summary>Null after a mistake, of which there may be several.</summary>
    /// <param name="file">Relative to the folder of the rules.</param>
    /// <param name="line">Where the rules name it.</param>
    /// <param name="hasHeader">The first line names the columns.</param>
    /// <param name="ignoreCase">Keys that differ in case only are the same.</param>
    /// <param name="vr">What values must fit; None when it is not known.</param>
    public MapTable? Read(string file, int line, bool hasHeader, bool ignoreCase, DicomVR vr)
    {
        try
        {
            string path = Path.GetFullPath(file, Path.GetFullPath(folder));
            if (new FileInfo(path) is { Exists: true, Length: > LargestFileBytes }) throw new IOException("It is larger than 64 MiB.");
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
            return Parse(text, file, hasHeader, ignoreCase, vr);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(line, $"The table \"{file}\" cannot be read: {e.Message}");
        }
        catch (DecoderFallbackException)
        {
            mistakes.Add(line, $"The table \"{file}\" is no UTF-8.");
        }
        return null;
    }

    // Keys and values of a table may identify patients: messages name lines only.
    private MapTable? Parse(string text, string file, bool hasHeader, bool ignoreCase, DicomVR vr)
    {
        int before = mistakes.All.Count;
        StringComparer comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var entries = new Dictionary<string, string>(comparer);
        var lines = new Dictionary<string, int>(comparer);
        var csv = new CsvReader(text);
        try
        {
            if (hasHeader) csv.Read();
            while (csv.Read() is { } record) Add(record, csv.Line);
        }
        catch (FormatException e)
        {
            mistakes.Add(file, csv.Line, $"No CSV: {e.Message}");
        }
        return mistakes.All.Count > before ? null : new MapTable(file, entries.ToFrozenDictionary(comparer));

        void Add(string[] record, int line)
        {
            if (record.Length != 2) mistakes.Add(file, line, FormattableString.Invariant($"A line has two fields, a key and a value, not {record.Length}."));
            else if (record[0].Length == 0) mistakes.Add(file, line, "The key is empty.");
            else if (!lines.TryAdd(record[0], line)) mistakes.Add(file, line, FormattableString.Invariant($"The key of line {lines[record[0]]} stands here again."));
            else if (ValueCheck.FindMistake(vr, record[1]) is { } mistake) mistakes.Add(file, line, $"The value: {mistake}");
            else entries.Add(record[0], record[1]);
        }
    }
}
