using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class StateTableTests
{
    /// <summary>Every cell of PS3.8 Table 9-10: event, state, action ("-" for a blank cell).</summary>
    public static TheoryData<string, string, string> Cells()
    {
        var rows = Standard.Rows("ul_matrix.tsv").ToArray();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows[1..])
        {
            for (var column = 1; column < row.Length; column++) cells.Add(row[0], rows[0][column], row[column]);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_of_table_9_10(string happened, string state, string action)
    {
        var transition = StateTable.Find(Named<AssociationState>(state), Named<AssociationEvent>(happened));

        if (action == "-")
        {
            transition.Should().BeNull();
            return;
        }
        transition!.Value.Action.Should().Be(Named<AssociationAction>(action.Replace("-", "", StringComparison.Ordinal)));
        var next = Standard.Rows("ul_transitions.tsv").Single(row => row[0] == happened && row[1] == state)[3].Split('|');
        transition.Value.Next.Should().Be(Named<AssociationState>(next[0]));
        if (next.Length == 1) transition.Value.Otherwise.Should().BeNull();
        else transition.Value.Otherwise.Should().Be(Named<AssociationState>(next[1]));
    }

    [Fact]
    public void Table_has_13_states_19_events_and_123_transitions()
    {
        Cells().Should().HaveCount(13 * 19);
        Standard.Rows("ul_transitions.tsv").Skip(1).Should().HaveCount(123);
        Enum.GetValues<AssociationState>().Should().HaveCount(13);
        Enum.GetValues<AssociationEvent>().Should().HaveCount(19);
        Enum.GetValues<AssociationAction>().Should().HaveCount(28);
    }

    [Fact]
    public void An_event_in_a_blank_cell_is_our_bug()
    {
        var machine = new StateMachine();

        machine.Invoking(idle => idle.Fire(AssociationEvent.Evt10PDataTFReceived)).Should().Throw<InvalidOperationException>();
    }

    // "Evt1" names Evt1AssociateRequest, not Evt10PDataTFReceived.
    private static T Named<T>(string number) where T : struct, Enum => Enum.GetValues<T>()
        .Single(value => value.ToString().StartsWith(number, StringComparison.Ordinal) && !char.IsAsciiDigit(value.ToString()[number.Length]));
}
