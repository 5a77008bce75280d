using StoreScp.Server.Admin;

namespace StoreScp.Server.Tests.Admin;

public class HealthStateTests
{
    [Fact]
    public void Not_ready_before_start_up_ends() => new HealthState([]).Report().Should().BeEquivalentTo(new HealthReport(false, "starting", []));

    [Fact]
    public void A_reached_limit_is_a_reason_and_still_ready()
    {
        string? disk = null;
        var health = new HealthState([new LimitReason(() => "full"), new LimitReason(() => disk)]);
        health.StartUpEnded();

        health.Report().Should().BeEquivalentTo(new HealthReport(true, "ready", ["full"]));
        disk = "disk";
        health.Report().Reasons.Should().Equal("full", "disk");
    }

    [Fact]
    public void Not_ready_while_draining()
    {
        var health = new HealthState([]);
        health.StartUpEnded();
        health.DrainingBegan();

        health.Report().Should().BeEquivalentTo(new HealthReport(false, "draining", []));
    }
}
