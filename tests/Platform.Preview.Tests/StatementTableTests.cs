namespace StoreScp.Platform.Preview;

public sealed class StatementTableTests
{
    [Fact]
    public async Task The_table_has_a_row_of_seven_cells_for_every_statement()
    {
        var graph = await Recorded.GraphAsync("prod");
        string[] rows = StatementTable.Markdown(graph).TrimEnd('\n').Split('\n')[2..];
        rows.Should().HaveCount(PolicyStatement.Of(graph).Count);
        rows.Should().OnlyContain(row => row.Replace("\\|", "").Count(c => c == '|') == 8);
    }

    [Fact]
    public async Task A_row_says_whose_it_is_to_whom_what_on_what_and_when()
    {
        string table = StatementTable.Markdown(await Recorded.GraphAsync("prod"));
        table.Should().Contain("| RolePolicy storescp-prod-workflow | Tasks | allow | the role | lambda:InvokeFunction | arn:aws:lambda:");
        table.Should().Contain("| TlsOnly | **deny** | * |").And.Contain("Bool aws:SecureTransport = false");
    }
}
