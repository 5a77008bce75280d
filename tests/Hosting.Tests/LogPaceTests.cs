using Microsoft.Extensions.Time.Testing;
using StoreScp.Plugins.Hosting.Logging;

namespace StoreScp.Hosting.Tests;

public sealed class LogPaceTests
{
    [Fact]
    public void A_flood_is_one_line_an_interval_with_the_number_held_back()
    {
        var time = new FakeTimeProvider();
        var pace = new LogPace(TimeSpan.FromSeconds(10), time);

        pace.IsDue(out var held).Should().BeTrue();
        held.Should().Be(0);
        for (var i = 0; i < 5; i++)
            pace.IsDue(out _).Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(10));

        pace.IsDue(out held).Should().BeTrue();
        held.Should().Be(5);
    }
}
