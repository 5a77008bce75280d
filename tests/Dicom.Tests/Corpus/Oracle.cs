using System.IO.Compression;

namespace StoreScp.Dicom.Tests;

/// <summary>What pydicom read in the files of the corpus.</summary>
internal static class Oracle
{
    private static readonly Lazy<ILookup<string, OracleElement>> Elements = new(ReadElements);

    public static IEnumerable<OracleElement> ElementsOf(string file) => Elements.Value[file];

    private static ILookup<string, OracleElement> ReadElements()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Testing.Corpus.OraclePath("dev_elements.tsv.gz")), CompressionMode.Decompress));
        var rows = new List<(string File, OracleElement Element)>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            rows.Add((cells[0], new OracleElement(cells[1], cells[2], cells[3], cells[4], cells[5])));
        }
        return rows.ToLookup(row => row.File, row => row.Element);
    }
}
