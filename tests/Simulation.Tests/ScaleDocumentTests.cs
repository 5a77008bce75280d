namespace StoreScp.Simulation.Tests;

public sealed class ScaleDocumentTests
{
    [Fact]
    public void The_tables_of_the_page_are_what_the_program_prints()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "scale.md"));
        ScaleDocument.Fill(page, new Report().Tables()).Should().Be(page, "otherwise: dotnet run -c Release --project tests/Simulation -- docs/scale.md");
    }

    [Fact]
    public void A_table_without_a_place_is_an_error()
    {
        var table = new MarkdownTable("a", ["x"], [["1"]]);
        FluentActions.Invoking(() => ScaleDocument.Fill("<!-- table b -->\n<!-- end of table -->\n", [table])).Should().Throw<FormatException>();
        FluentActions.Invoking(() => ScaleDocument.Fill("none", [table])).Should().Throw<FormatException>();
        ScaleDocument.Fill("<!-- table a -->\nold\n<!-- end of table -->\n", [table])
            .Should().Be("<!-- table a -->\n| x |\n| --- |\n| 1 |\n<!-- end of table -->\n");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("StoreScp.sln is above no folder of the test assembly.");
        return folder.FullName;
    }
}
