using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Table;

public sealed class TableTests
{
    private static readonly Placement[] Placements = Enum.GetValues<Placement>();

    public static TheoryData<ProfileOption> Options() => [.. Enum.GetValues<ProfileOption>()];

    [Fact]
    public void The_table_has_all_rows_of_2025e() => ConfidentialityTable.Count.Should().Be(655);

    [Fact]
    public void Every_row_acts_as_the_Basic_Profile_says_wherever_the_element_is() => Mistakes(null).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_row_acts_as_the_option_says_wherever_the_element_is(ProfileOption option) => Mistakes(option).Should().BeEmpty();

    [Fact]
    public void Leaving_any_one_row_alone_is_noticed_wherever_the_element_is()
    {
        var unnoticed = new List<string>();
        for (int row = 0; row < ConfidentialityTable.Count; row++)
        {
            Deidentifier deidentifier = TestKeys.Deidentifier(leftAlone: row);
            foreach (Placement placement in Placements)
                if (TableCheck.Mistake(row, null, placement, deidentifier) is null) unnoticed.Add($"{ConfidentialityTable.At(row)} {placement}");
        }
        string.Join("\n", unnoticed).Should().BeEmpty();
    }

    private static string Mistakes(ProfileOption? option)
    {
        Deidentifier deidentifier = TestKeys.Deidentifier(option is { } chosen ? [chosen] : []);
        return string.Join("\n",
            from row in Enumerable.Range(0, ConfidentialityTable.Count)
            from placement in Placements
            let mistake = TableCheck.Mistake(row, option, placement, deidentifier)
            where mistake is not null
            select mistake);
    }
}
