namespace StoreScp.Simulation;

/// <summary>docs/scale.md: prose by people, and tables by this program between marks.</summary>
internal static class ScaleDocument
{
    private const string EndMark = "<!-- end of table -->";

    /// <summary>The document with the tables as they are now.</summary>
    /// <exception cref="FormatException">A table has no place in the document, or a place has no table.</exception>
    public static string Fill(string document, IReadOnlyList<MarkdownTable> tables)
    {
        if (document.Split(EndMark).Length - 1 != tables.Count)
            throw new FormatException("The document has another number of tables than the report.");
        foreach (var table in tables)
        {
            var mark = $"<!-- table {table.Name} -->\n";
            var start = document.IndexOf(mark, StringComparison.Ordinal);
            var end = start < 0 ? -1 : document.IndexOf(EndMark, start, StringComparison.Ordinal);
            if (end < 0)
                throw new FormatException($"The document has no place for the table {table.Name}.");
            document = string.Concat(document.AsSpan(0, start + mark.Length), table.Text + "\n", document.AsSpan(end));
        }
        return document;
    }
}
