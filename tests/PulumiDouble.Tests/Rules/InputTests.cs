namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>What may be written where a resource takes an input.</summary>
public sealed class InputTests
{
    [Fact]
    public async Task A_list_is_made_from_values_outputs_and_inputs_and_grows()
    {
        Input<string> input = "c";
        InputList<string> list = new() { "a", Output.Create("b"), input };
        list.Add("d", "e");
        list.AddRange(new[] { "f" });
        (await ItemsAsync(list)).Should().Equal("a", "b", "c", "d", "e", "f");
        (await ItemsAsync(list.Concat(new List<string> { "g" }))).Should().HaveCount(7);
        (await ItemsAsync(Output.Create("x"))).Should().Equal("x");
        (await ItemsAsync(Output.Create(ImmutableArray.Create("x", "y")))).Should().Equal("x", "y");
        (await ItemsAsync(Output.Create(new[] { "x" }))).Should().Equal("x");
        (await ItemsAsync(new[] { Output.Create("x") })).Should().Equal("x");

        static Task<ImmutableArray<string>> ItemsAsync(InputList<string> items) => OutputUtilities.GetValueAsync(items.ToOutput());
    }

    [Fact]
    public async Task A_map_is_made_by_keys_and_of_a_merge_the_second_wins()
    {
        var map = new InputMap<string> { { "a", "1" }, { "b", Output.Create("2") } };
        map["c"] = "3";
        (await EntriesAsync(map)).Should().Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2", ["c"] = "3" });
        (await EntriesAsync(InputMap<string>.Merge(map, new Dictionary<string, string> { ["a"] = "9" })))["a"].Should().Be("9");
        (await EntriesAsync(Output.Create(new Dictionary<string, string> { ["x"] = "y" })))["x"].Should().Be("y");

        static Task<ImmutableDictionary<string, string>> EntriesAsync(InputMap<string> entries) => OutputUtilities.GetValueAsync(entries.ToOutput());
    }

    [Fact]
    public async Task One_unknown_item_makes_the_whole_list_unknown()
    {
        InputList<string> list = new() { "a", OutputUtilities.CreateUnknown("") };
        (await OutputUtilities.GetIsKnownAsync(list.ToOutput())).Should().BeFalse();
    }

    [Fact]
    public void Lists_and_maps_are_not_enumerated()
    {
        FluentActions.Invoking(() => ((System.Collections.IEnumerable)new InputList<string>()).GetEnumerator()).Should().Throw<NotSupportedException>();
        FluentActions.Invoking(() => ((System.Collections.IEnumerable)new InputMap<string>()).GetEnumerator()).Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void A_union_is_one_or_the_other()
    {
        Union<string, int> text = "x", number = 1;
        (text.IsT0, number.IsT1).Should().Be((true, true));
        number.Match(_ => "text", value => $"number {value}").Should().Be("number 1");
        FluentActions.Invoking(() => text.AsT1).Should().Throw<InvalidOperationException>();
        (number == Union<string, int>.FromT1(1)).Should().BeTrue();
    }
}
