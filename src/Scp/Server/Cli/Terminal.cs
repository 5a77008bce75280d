using Spectre.Console;

namespace StoreScp.Server.Cli;

/// <summary>Tables and progress on a writer; plain text, and wide enough to cut nothing, when that is not a terminal.</summary>
internal static class Terminal
{
    private const int WidthWithoutTerminal = 250;

    public static IAnsiConsole On(TextWriter writer)
    {
        var isTerminal = ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    /// <summary>A table with these headings, in the one style all commands use.</summary>
    public static Table Table(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = false });
        return table;
    }

    /// <summary>Cells are text, never markup: they may come from a peer.</summary>
    public static void AddTextRow(this Table table, params string[] cells) => table.AddRow([.. cells.Select(cell => new Text(cell))]);
}
