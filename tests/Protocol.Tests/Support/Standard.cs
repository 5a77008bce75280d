namespace StoreScp.Protocol.Tests;

/// <summary>Tables of the standard, copied as data (Standard/*.tsv).</summary>
static class Standard
{
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(typeof(Standard).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line) yield return line.Split('\t');
    }
}
