using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.PreStore;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.PreStore;

public sealed class HandledHeadersTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Headers_are_in_hand_together_up_to_the_limit_and_the_next_waits_for_room()
    {
        var headers = Limit(10);
        using var first = await headers.TakeAsync(6 * 1024, default);
        using var second = await headers.TakeAsync(4 * 1024, default);

        var third = headers.TakeAsync(5 * 1024, default);
        third.IsCompleted.Should().BeFalse();
        second.Dispose();
        third.IsCompleted.Should().BeFalse("4 KiB are not 5");
        first.Dispose();

        using var room = await third;
    }

    [Fact]
    public async Task Who_came_first_gets_room_first_even_when_a_smaller_header_would_fit()
    {
        var headers = Limit(10);
        using var inHand = await headers.TakeAsync(8 * 1024, default);
        var large = headers.TakeAsync(10 * 1024, default);
        var small = headers.TakeAsync(1024, default);
        small.IsCompleted.Should().BeFalse();

        inHand.Dispose();

        using (await large)
            small.IsCompleted.Should().BeFalse();
        using var last = await small;
    }

    [Fact]
    public async Task A_header_beyond_the_limit_has_all_of_it_alone()
    {
        var headers = Limit(10);
        using (await headers.TakeAsync(50 * 1024 * 1024, default))
            headers.TakeAsync(1, default).IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Room_given_back_twice_counts_once()
    {
        var headers = Limit(10);
        var room = await headers.TakeAsync(6 * 1024, default);
        room.Dispose();
        room.Dispose();
        using var all = await headers.TakeAsync(10 * 1024, default);

        headers.TakeAsync(1024, default).IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_the_limit_and_the_time()
    {
        var headers = Limit(10);
        using var inHand = await headers.TakeAsync(10 * 1024, default);
        var waiting = headers.TakeAsync(1024, default).AsTask();

        _time.Advance(TimeSpan.FromSeconds(20));

        (await waiting.Invoking(w => w).Should().ThrowAsync<StorageUnavailableException>())
            .WithMessage("Handlers had 10240 bytes of headers in hand for 20 s, and no room for another.");
    }

    [Fact]
    public async Task Who_no_longer_wants_it_stops_waiting_and_takes_nothing()
    {
        var headers = Limit(10);
        using var inHand = await headers.TakeAsync(10 * 1024, default);
        using var gone = new CancellationTokenSource();
        var waiting = headers.TakeAsync(1024, gone.Token).AsTask();

        await gone.CancelAsync();

        await waiting.Invoking(w => w).Should().ThrowAsync<OperationCanceledException>();
        inHand.Dispose();
        using var all = await headers.TakeAsync(10 * 1024, default);
    }

    private HandledHeaders Limit(int kibibytes) => new(kibibytes * 1024, TimeSpan.FromSeconds(20), _time);
}
