using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using StoreScp.AwsCalls.Emf;
using StoreScp.Server.Metrics;
using StoreScp.Server.Metrics.Emf;
using StoreScp.Server.Settings;
using StoreScp.Server.Tests.Logging;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Metrics.Emf;

public sealed class EmfPublisherTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 4, 0, 0, TimeSpan.Zero));
    private readonly StoreScpMetrics _metrics = new($"emf {Guid.NewGuid():N}");
    private readonly CapturedLog<EmfPublisher> _log = new();
    private readonly WrittenLines _output = new();
    private EmfPublisher? _publisher;

    public async ValueTask DisposeAsync()
    {
        if (_publisher is not null)
            await _publisher.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Counters_are_written_once_in_all_and_once_for_each_value_of_their_dimension()
    {
        Publish();
        _metrics.InstanceAnswered("CT1", "0000H", 1000, TimeSpan.FromSeconds(1));
        _metrics.InstanceAnswered("CT2", "0000H", 2000, TimeSpan.FromSeconds(1));
        _metrics.InstanceAnswered("CT2", "A700H", 30, TimeSpan.FromSeconds(1));

        var documents = await NextAsync();

        Value(documents, "Instances").GetInt64().Should().Be(3);
        Value(documents, "Instances", ("Status", "0000H")).GetInt64().Should().Be(2);
        Value(documents, "Instances", ("Status", "A700H")).GetInt64().Should().Be(1);
        Value(documents, "InstancesFailed").GetInt64().Should().Be(1);
        Value(documents, "InstanceBytes").GetInt64().Should().Be(3030);
    }

    [Fact]
    public async Task A_document_tells_what_happened_since_the_one_before_and_zero_when_nothing_did()
    {
        Publish();
        _metrics.DeliveryEnded(DeliveryState.Failed, "Unaccounted");
        Value(await NextAsync(), "DeliveriesFailed").GetInt64().Should().Be(1);

        var documents = await NextAsync();

        Value(documents, "DeliveriesFailed").GetInt64().Should().Be(0);
        Value(documents, "Deliveries").GetInt64().Should().Be(0);
        documents.Should().NotContain(document => document.GetRawText().Contains("\"State\""), "a series that has nothing to say costs nothing");
    }

    [Fact]
    public async Task Failures_are_counted_by_their_reason_and_what_is_imported_has_none()
    {
        Publish(new() { Environment = "staging" });
        _metrics.DeliveryEnded(DeliveryState.Imported, ReasonClass.Other);
        _metrics.DeliveryEnded(DeliveryState.Failed, "Unaccounted");
        _metrics.DeliveryEnded(DeliveryState.Quarantined, "ValidationException");
        _metrics.DeliveryEnded(DeliveryState.Quarantined, "Unaccounted");
        _metrics.Imported(TimeSpan.FromSeconds(90));

        var documents = await NextAsync();

        (string, string) environment = ("Environment", "staging");
        Value(documents, "Deliveries", environment).GetInt64().Should().Be(4);
        Value(documents, "Deliveries", environment, ("State", "Imported")).GetInt64().Should().Be(1);
        Value(documents, "DeliveriesFailed", environment).GetInt64().Should().Be(3);
        Value(documents, "DeliveriesFailed", environment, ("Reason", "Unaccounted")).GetInt64().Should().Be(2);
        Value(documents, "DeliveriesFailed", environment, ("Reason", "ValidationException")).GetInt64().Should().Be(1);
        Value(documents, "DeliveriesQuarantined", environment).GetInt64().Should().Be(2);
        Value(documents, "TimeToImported", environment).GetProperty("Max").GetDouble().Should().Be(90);
        documents.Where(document => document.TryGetProperty("Reason", out _)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_duration_is_a_distribution_with_exact_count_sum_and_ends()
    {
        Publish();
        foreach (var milliseconds in Enumerable.Range(1, 1000))
            _metrics.ObjectCommitted(TimeSpan.FromMilliseconds(milliseconds));
        _metrics.ObjectCommitted(TimeSpan.Zero);

        var value = Value(await NextAsync(), "ObjectCommitDuration");

        value.GetProperty("Count").GetInt64().Should().Be(1001);
        value.GetProperty("Sum").GetDouble().Should().BeApproximately(500.5, 0.001);
        value.GetProperty("Min").GetDouble().Should().Be(0);
        value.GetProperty("Max").GetDouble().Should().Be(1);
        var values = value.GetProperty("Values").EnumerateArray().Select(item => item.GetDouble()).ToList();
        var counts = value.GetProperty("Counts").EnumerateArray().Select(item => item.GetInt64()).ToList();
        counts.Sum().Should().Be(1001);
        values.Should().HaveCount(counts.Count).And.BeInAscendingOrder().And.HaveCountLessThanOrEqualTo(100);
        values.Zip(counts).Sum(pair => pair.First * pair.Second).Should().BeInRange(480, 520, "the middles of the buckets stand for their values");
    }

    [Fact]
    public async Task Gauges_are_read_at_the_time_of_the_document_and_those_of_what_does_not_run_are_left_out()
    {
        var active = 3L;
        _metrics.Observe("storescp.association.active", "{association}", "", () => active);
        Publish();
        Value(await NextAsync(), "AssociationsActive").GetInt64().Should().Be(3);
        active = 7;

        var documents = await NextAsync();

        Value(documents, "AssociationsActive").GetInt64().Should().Be(7);
        documents.Should().NotContain(document => document.GetRawText().Contains("BatchesOpen"));
    }

    [Fact]
    public async Task Handlers_are_counted_together_without_their_names()
    {
        _metrics.ObserveEach("storescp.plugin.handler", "{handler}", "", () =>
        [
            new(1, new("handler", "ids"), new("breaker", "Open")), new(1, new("handler", "coerce"), new("breaker", "Closed")),
            new(1, new("handler", "route"), new("breaker", "Open")),
        ]);
        Publish();

        var documents = await NextAsync();

        Value(documents, "PluginBreakersOpen").GetInt64().Should().Be(2);
        _output.Text.Should().NotContain("coerce");
    }

    [Fact]
    public async Task Every_line_is_a_document_within_the_limits_of_the_format()
    {
        Publish(new() { Environment = "staging" });
        Fill();

        foreach (var document in await NextAsync())
        {
            Encoding.UTF8.GetByteCount(document.GetRawText()).Should().BeLessThan(EmfDocuments.MaximumBytes, "a pipe takes it in one piece");
            document.GetProperty("_aws").GetProperty("Timestamp").GetInt64().Should().Be(_time.GetUtcNow().ToUnixTimeMilliseconds());
            var directive = document.GetProperty("_aws").GetProperty("CloudWatchMetrics").EnumerateArray().Should().ContainSingle().Subject;
            directive.GetProperty("Namespace").GetString().Should().Be("StoreSCP");
            var set = directive.GetProperty("Dimensions").EnumerateArray().Should().ContainSingle().Subject.EnumerateArray().Select(name => name.GetString()!).ToList();
            set.Should().HaveCountLessThanOrEqualTo(2).And.Contain("Environment");
            set.Should().OnlyContain(name => document.GetProperty(name).ValueKind == JsonValueKind.String);
            var metrics = directive.GetProperty("Metrics").EnumerateArray().ToList();
            metrics.Count.Should().BeInRange(1, EmfDocuments.MaximumMetrics);
            foreach (var metric in metrics)
                document.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind.Should().BeOneOf(JsonValueKind.Number, JsonValueKind.Object);
            document.EnumerateObject().Should().HaveCount(1 + set.Count + metrics.Count, "nothing is in a document that is not declared");
        }
    }

    [Fact]
    public async Task No_AE_title_of_a_peer_gets_into_a_document()
    {
        Publish();
        _metrics.InstanceAnswered("MUELLER^HANS", "0000H", 1, TimeSpan.Zero);

        await NextAsync();

        _output.Text.Should().Contain("Instances").And.NotContain("MUELLER");
    }

    [Fact]
    public async Task What_happened_after_the_last_interval_is_written_at_the_end()
    {
        Publish();
        _metrics.CommitmentEnded("GivenUp");

        await FinishAsync();

        Value(_output.Documents(), "CommitmentsGivenUp").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task An_output_that_is_closed_is_one_warning_and_nothing_else()
    {
        _output.Fails = true;
        Publish();
        var tries = _output.Tries;
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(60));
            tries = await _output.TriedAfterAsync(tries);
        }
        await FinishAsync();

        _log.Lines.Should().ContainSingle(line => line.Text.Contains("Embedded Metric Format"));
    }

    private void Publish(MetricsOptions? options = null) =>
        _publisher = new EmfPublisher(options ?? new(), _metrics, _output, _time, _log);

    private async Task FinishAsync()
    {
        await _publisher!.DisposeAsync();
        _publisher = null;
    }

    private async Task<IReadOnlyList<JsonElement>> NextAsync()
    {
        var flushed = _output.NextFlushAsync();
        _time.Advance(TimeSpan.FromSeconds(60));
        await flushed;
        return _output.Documents();
    }

    private void Fill()
    {
        for (var i = 1; i < 5000; i++)
        {
            _metrics.AssociationEnded(i % 2 == 0 ? "Released" : "AbortedByPeer", TimeSpan.FromMilliseconds(i * i));
            _metrics.InstanceAnswered($"AE{i}", i % 3 == 0 ? "0000H" : "C000H", 1L << (i % 33), TimeSpan.FromMilliseconds(i));
            _metrics.ObjectCommitted(TimeSpan.FromTicks(i * i));
            _metrics.LedgerWritten(TimeSpan.FromTicks(10L * i * i));
        }
        _metrics.Swept(new SweepReport { Abandoned = 3 });
    }

    private static JsonElement Value(IEnumerable<JsonElement> documents, string metric, params (string Name, string Value)[] dimensions) =>
        documents.Should().ContainSingle(document => document.EnumerateObject().Any(member => member.NameEquals(metric))
            && document.GetProperty("_aws").GetProperty("CloudWatchMetrics")[0].GetProperty("Dimensions")[0].GetArrayLength() == dimensions.Length
            && dimensions.All(dimension => document.GetProperty(dimension.Name).GetString() == dimension.Value)).Subject.GetProperty(metric);
}
