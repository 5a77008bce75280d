using System.Net;
using StoreScp.Server.Listening;

namespace StoreScp.Server.Tests.Listening;

public class PlacesTests
{
    private static readonly IPAddress One = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Two = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void One_address_cannot_take_all_pending_places()
    {
        var pending = new PendingConnections(maximum: 3, maximumPerAddress: 2);
        pending.TryEnter(One, out _).Should().NotBeNull();
        pending.TryEnter(One, out _).Should().NotBeNull();

        pending.TryEnter(One, out var setting).Should().BeNull();
        setting.Should().Be("Scp:MaximumPendingConnectionsPerAddress");
        pending.TryEnter(Two, out _).Should().NotBeNull();
        pending.TryEnter(Two, out setting).Should().BeNull();
        setting.Should().Be("Scp:MaximumPendingConnections");
    }

    [Fact]
    public void A_pending_place_is_given_back_once()
    {
        var pending = new PendingConnections(maximum: 1, maximumPerAddress: 1);
        var place = pending.TryEnter(One, out _)!;

        place.Dispose();
        place.Dispose();

        pending.Count.Should().Be(0);
        pending.TryEnter(One, out _).Should().NotBeNull();
    }

    [Fact]
    public void Associations_are_limited_in_all_and_by_calling_AE()
    {
        var places = new AssociationPlaces(maximum: 3, maximumPerAE: 2);
        places.TryTake("CT", out _).Should().NotBeNull();
        var second = places.TryTake("CT", out _)!;

        places.TryTake("CT", out var setting).Should().BeNull();
        setting.Should().Be("Scp:MaximumAssociationsPerAE");
        places.TryTake("MR", out _).Should().NotBeNull();
        places.TryTake("US", out setting).Should().BeNull();
        setting.Should().Be("Scp:MaximumAssociations");
        second.Dispose();
        second.Dispose();
        places.TryTake("CT", out _).Should().NotBeNull();
    }

    [Fact]
    public async Task Waiting_for_no_association_ends_with_the_last_one()
    {
        var places = new AssociationPlaces(maximum: 2, maximumPerAE: 0);
        (await Task.WhenAny(places.EmptyAsync())).IsCompletedSuccessfully.Should().BeTrue();
        var first = places.TryTake("A", out _)!;
        var second = places.TryTake("A", out _)!;
        var empty = places.EmptyAsync();

        first.Dispose();
        empty.IsCompleted.Should().BeFalse();
        second.Dispose();
        await empty;
    }
}
