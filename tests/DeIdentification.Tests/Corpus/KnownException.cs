using System.IO.Enumeration;

namespace StoreScp.Plugins.DeIdentification.Tests.Corpus;

/// <summary>A row of exceptions.tsv: values that stand where they identify nobody.</summary>
/// <param name="File">A file of the corpus, or several by a pattern.</param>
/// <param name="Paths">The elements that hold the value as received.</param>
/// <param name="Places">Where it still is afterwards.</param>
/// <param name="Reason">Why that is no leak.</param>
internal sealed record KnownException(string File, string[] Paths, string[] Places, string Reason)
{
    public bool Covers(string file, string path, string place) =>
        FileSystemName.MatchesSimpleExpression(File, file, ignoreCase: false) && Paths.Contains(path) && Places.Contains(place);

    public static IReadOnlyList<KnownException> ReadAll()
    {
        using Stream stream = typeof(KnownException).Assembly.GetManifestResourceStream("exceptions.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
            .Select(cells => new KnownException(cells[0], cells[1].Split(','), cells[2].Split(','), cells[3]))];
    }
}
