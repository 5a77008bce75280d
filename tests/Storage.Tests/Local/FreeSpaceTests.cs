using Microsoft.Extensions.Time.Testing;
using StoreScp.Storage.Local;

namespace StoreScp.Storage.Tests.Local;

public sealed class FreeSpaceTests
{
    private readonly FakeTimeProvider _time = new();
    private long _available = 1_000;
    private int _asked;

    [Fact]
    public void Room_is_what_is_available_above_the_minimum()
    {
        var space = Space(minimum: 400);

        space.HasRoomFor(600).Should().BeTrue();
        space.HasRoomFor(601).Should().BeFalse();
    }

    [Fact]
    public void What_was_taken_counts_before_the_file_system_is_asked_again()
    {
        var space = Space(minimum: 400);
        space.Take(600);

        space.HasRoomFor(0).Should().BeTrue();
        space.HasRoomFor(1).Should().BeFalse();
        _asked.Should().Be(1);
    }

    [Fact]
    public void The_file_system_is_asked_once_a_second_at_most()
    {
        var space = Space(minimum: 0);
        for (var i = 0; i < 100; i++)
            space.HasRoomFor(1);
        _asked.Should().Be(1);
        _available = 0;
        _time.Advance(TimeSpan.FromSeconds(1));

        space.HasRoomFor(1).Should().BeFalse();
        _asked.Should().Be(2);
    }

    [Fact]
    public void Many_bytes_taken_ask_the_file_system_at_once()
    {
        _available = 1L << 30;
        var space = Space(minimum: 0);
        space.Take(64L << 20);
        _available = 10;

        space.HasRoomFor(11).Should().BeFalse();
    }

    private FreeSpace Space(long minimum) => new(() =>
    {
        _asked++;
        return _available;
    }, minimum, _time);
}
