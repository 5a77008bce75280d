using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.Forwards;
using StoreScp.Server.Metrics;
using StoreScp.Server.Tests.Cli;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Tests.Forwards;

public sealed class ForwardGaugesTests
{
    [Fact]
    public async Task A_forward_that_has_waited_for_an_hour_is_a_reason_of_the_health_report()
    {
        await using var sample = new SampleLedger();
        await using var reader = SqliteLedgerReader.Open(sample.Root);
        using var metrics = new StoreScpMetrics();
        var time = new FakeTimeProvider(SampleLedger.Noon);
        var gauges = new ForwardGauges(reader, metrics, time);
        await sample.AddForwardAsync("1.2.3.1", "pacs");

        await gauges.RefreshAsync(default);
        time.Advance(TimeSpan.FromMinutes(59));
        gauges.Reason.Should().BeNull();
        time.Advance(TimeSpan.FromMinutes(1));

        gauges.Reason.Should().Be("an instance has waited for 60 minutes to be forwarded");
    }
}
