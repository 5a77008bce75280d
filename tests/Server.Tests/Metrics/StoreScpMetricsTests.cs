using System.Diagnostics.Metrics;
using StoreScp.Server.Metrics;

namespace StoreScp.Server.Tests.Metrics;

public sealed class StoreScpMetricsTests : IDisposable
{
    private readonly StoreScpMetrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void A_peer_that_invents_AE_titles_does_not_grow_the_metrics_for_ever()
    {
        HashSet<string> seen = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "storescp.instance")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => seen.Add((string)tags[0].Value!));
        listener.Start();

        for (var i = 0; i < 10 * StoreScpMetrics.MaximumAETitles; i++)
            _metrics.InstanceAnswered($"AE{i}", "0000H", 1, TimeSpan.Zero);

        // Other tests may record at the same time: at least never more than the limit and the rest.
        seen.Should().HaveCountLessThanOrEqualTo(StoreScpMetrics.MaximumAETitles + 2).And.Contain(StoreScpMetrics.OtherAE);
    }
}
