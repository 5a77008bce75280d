using System.IO.Compression;

namespace StoreScp.Plugins.DeIdentification.Tests.Corpus;

/// <summary>A value that an independent reader found in a file of the corpus at an element that Table E.1-1 names.</summary>
internal sealed record IdentifyingValue(string File, string Path, string VR, string Action, string Value)
{
    public static ILookup<string, IdentifyingValue> ReadAll()
    {
        using var reader = new StreamReader(new GZipStream(
            System.IO.File.OpenRead(Testing.Corpus.OraclePath("dev_identifying_values.tsv.gz")), CompressionMode.Decompress));
        var rows = new List<IdentifyingValue>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            rows.Add(new(cells[0], cells[1], cells[2], cells[3], cells[4]));
        }
        return rows.ToLookup(row => row.File);
    }
}
