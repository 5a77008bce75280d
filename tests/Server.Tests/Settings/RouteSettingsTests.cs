using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public sealed class RouteSettingsTests
{
    private const string Store = "0123456789abcdef0123456789abcdef";

    private static readonly (string, string)[] Pacs = [("Scp:Peers:0:AETitle", "PACS"), ("Scp:Peers:0:Host", "pacs.example"), ("Scp:Peers:0:Port", "104")];

    [Fact]
    public void Without_routes_everything_goes_into_the_one_data_store()
    {
        var table = RouteSettings.TableOf(Given.Options(("HealthImaging:DatastoreId", Store)));

        table.Resolve(null).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "default", DatastoreId = Store, ForwardTo = (string?)null });
    }

    [Fact]
    public void Routes_are_known_by_name_and_the_default_may_be_any_of_them()
    {
        var table = RouteSettings.TableOf(Given.Options(
            [.. Pacs, ("Routes:0:Name", "research"), ("Routes:0:DatastoreId", Store), ("Routes:3:Name", "to_PACS-1"), ("Routes:3:ForwardTo", "PACS"), ("Routes:Default:0", "to_PACS-1"), ("Routes:Default:1", "default")]));

        table.Resolve([]).Select(route => route.Name).Should().Equal("to_PACS-1", "default");
        table.Resolve(["research"]).Single().DatastoreId.Should().Be(Store);
        table.Resolve(["to_PACS-1"]).Single().ForwardTo.Should().Be("PACS");
    }

    public static TheoryData<string, (string, string)[]> Mistakes => new()
    {
        { "Routes:0 has no Name", [("Routes:0:DatastoreId", Store)] },
        { "1 to 32 letters, digits, - and _", [("Routes:0:Name", "a b"), ("Routes:0:DatastoreId", Store)] },
        { "another name", [("Routes:0:Name", "default"), ("Routes:0:DatastoreId", Store)] },
        { "has neither of DatastoreId and ForwardTo", [("Routes:0:Name", "a")] },
        { "has both of DatastoreId and ForwardTo", [.. Pacs, ("Routes:0:Name", "a"), ("Routes:0:DatastoreId", Store), ("Routes:0:ForwardTo", "PACS")] },
        { "32 lower-case letters and digits", [("Routes:0:Name", "a"), ("Routes:0:DatastoreId", "short")] },
        { "a Scp:Peers entry with Host and Port", [("Routes:0:Name", "a"), ("Routes:0:ForwardTo", "PACS")] },
        { "which the route default leads to", [("Routes:0:Name", "a"), ("Routes:0:DatastoreId", Store), ("HealthImaging:DatastoreId", Store)] },
        { "Routes names a 2 times", [.. Pacs, ("Routes:0:Name", "a"), ("Routes:0:DatastoreId", Store), ("Routes:1:Name", "a"), ("Routes:1:ForwardTo", "PACS")] },
        { "Routes a and b lead to the same target", [("Routes:0:Name", "a"), ("Routes:0:DatastoreId", Store), ("Routes:1:Name", "b"), ("Routes:1:DatastoreId", Store)] },
        { "Routes:Default names b; allowed: default, a", [("Routes:0:Name", "a"), ("Routes:0:DatastoreId", Store), ("Routes:Default:0", "b")] },
        { "allowed: a file that exists, with Tls true", [.. Pacs, ("Scp:Peers:0:TrustedCAPath", "/nowhere.pem")] },
        { "Forward:AssociationsPerDestination", [("Forward:AssociationsPerDestination", "0")] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_with_what_is_allowed(string sentence, (string, string)[] settings) =>
        Given.Settings(settings).Errors.Should().Contain(error => error.Sentence.Contains(sentence, StringComparison.Ordinal));
}
