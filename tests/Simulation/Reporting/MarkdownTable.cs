namespace StoreScp.Simulation;

/// <summary>A table of the report, under the name by which docs/scale.md asks for it.</summary>
internal sealed record MarkdownTable(string Name, string[] Columns, IReadOnlyList<string[]> Rows)
{
    public string Text => string.Join('\n', [Line(Columns), Line([.. Columns.Select(_ => "---")]), .. Rows.Select(Line)]);

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";
}
