using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.Hosting;
using StoreScp.Server.Tests.Logging;

namespace StoreScp.Server.Tests.Hosting;

public sealed class DrainWatchdogTests
{
    private static readonly TimeSpan Maximum = TimeSpan.FromSeconds(110);

    private readonly FakeTimeProvider _time = new();
    private readonly CapturedLog<DrainWatchdog> _log = new();
    private readonly List<int> _exits = [];

    [Fact]
    public void At_the_maximum_it_says_so_and_ends_the_process_well()
    {
        using var watchdog = Start();
        _time.Advance(Maximum - TimeSpan.FromTicks(1));
        _exits.Should().BeEmpty();

        _time.Advance(TimeSpan.FromTicks(1));

        _exits.Should().Equal(0);
        _log.Lines.Should().ContainSingle().Which.Should().Be((LogLevel.Warning, "Closing took longer than Scp:DrainMaximum (110 s): ending now"));
    }

    [Fact]
    public void Once_everything_is_closed_it_does_nothing()
    {
        Start().Dispose();

        _time.Advance(2 * Maximum);

        _exits.Should().BeEmpty();
        _log.Lines.Should().BeEmpty();
    }

    private DrainWatchdog Start() => new(Maximum, _exits.Add, _time, _log);
}
