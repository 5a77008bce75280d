using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Routing;

namespace StoreScp.Receiving.Tests;

public sealed class RouteTableTests
{
    private static readonly Route Default = Route.Datastore("default", "d1");
    private static readonly Route Research = Route.Datastore("research", "d2");
    private static readonly Route Pacs = Route.Forward("pacs", "PACS");

    private readonly RouteTable _table = new([Default, Research, Pacs], ["default", "pacs"]);

    [Theory]
    [InlineData(null)]
    [InlineData(new object[] { new string[0] })]
    public void An_instance_that_no_handler_routed_takes_the_default_routes(string[]? names) => _table.Resolve(names).Should().Equal(Default, Pacs);

    [Fact]
    public void Named_routes_replace_the_default_ones_and_each_is_taken_once() =>
        _table.Resolve(["research", "pacs", "research"]).Should().Equal(Research, Pacs);

    [Fact]
    public void An_unknown_name_fails_so_that_the_peer_sends_again_and_does_not_learn_the_name()
    {
        var failure = _table.Invoking(table => table.Resolve(["pacs", "DOE^JANE"])).Should().Throw<StoreFailureException>().Which;

        failure.Status.Should().Be(DimseStatus.OutOfResources);
        failure.Message.Should().NotContain("DOE").And.Match(text => text.Length <= 64);
    }

    [Fact]
    public void Two_routes_to_one_target_are_refused() =>
        FluentActions.Invoking(() => new RouteTable([Default, Route.Datastore("again", "d1")], ["default"])).Should().Throw<ArgumentException>();

    [Fact]
    public void A_default_that_is_no_route_is_refused() =>
        FluentActions.Invoking(() => new RouteTable([Default], ["research"])).Should().Throw<ArgumentException>();
}
