using System.Diagnostics;
using StoreScp.Import;
using StoreScp.Receiving.Tracing;
using StoreScp.Server.Tests.Cli;
using StoreScp.Server.Tracing;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Tracing;

/// <summary>The last span of an instance's trace.</summary>
public sealed class TracedResultsTests : IResultObserver, IAsyncDisposable
{
    private readonly TraceSpan _store = new(ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
    private readonly SampleLedger _sample = new();
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private int _told;

    public TracedResultsTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ReceptionTrace.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId.ToHexString() == _store.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _spans.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    void IResultObserver.Ended(InstanceRow row, Delivery delivery) => _told++;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _sample.DisposeAsync();
    }

    [Fact]
    public async Task An_import_lasts_from_the_receipt_to_the_result_below_the_C_STORE()
    {
        var row = await RowAsync(_store);
        var ended = row.Deliveries.Single() with
        {
            State = DeliveryState.Imported,
            EndedAt = row.ReceivedAt + TimeSpan.FromMinutes(2),
            Import = new ImportResult { ImageSetId = "0123456789abcdef0123456789abcdef" },
        };

        new TracedResults(this).Ended(row, ended);

        var span = _spans.Should().ContainSingle().Subject;
        span.OperationName.Should().Be("import");
        span.ParentSpanId.ToHexString().Should().Be(_store.SpanId);
        span.Duration.Should().Be(TimeSpan.FromMinutes(2));
        span.GetTagItem("aws.medical_imaging.image_set_id").Should().Be("0123456789abcdef0123456789abcdef");
        span.Status.Should().Be(ActivityStatusCode.Unset);
        _told.Should().Be(1);
        Activity.Current.Should().BeNull();
    }

    [Fact]
    public async Task One_that_failed_is_an_error_with_the_class_of_its_reason_and_no_more_of_it()
    {
        var row = await RowAsync(_store);

        new TracedResults(this).Ended(row, row.Deliveries.Single() with { State = DeliveryState.Quarantined, EndedAt = row.ReceivedAt, Reason = "ValidationException: MUELLER^HANS" });

        var span = _spans.Should().ContainSingle().Subject;
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("storescp.reason").Should().Be("ValidationException");
        span.TagObjects.Should().NotContain(tag => tag.Value!.ToString()!.Contains("MUELLER"));
    }

    [Fact]
    public async Task A_reception_that_was_not_sampled_or_whose_row_does_not_name_a_span_has_no_such_span()
    {
        foreach (var trace in new TraceSpan?[] { null, _store with { SpanId = null }, _store with { SpanId = "no span" } })
        {
            var row = await RowAsync(trace);
            new TracedResults(this).Ended(row, row.Deliveries.Single() with { State = DeliveryState.Imported, EndedAt = row.ReceivedAt });
        }

        _spans.Should().BeEmpty();
        _told.Should().Be(3);
    }

    private int _rows;

    private async Task<InstanceRow> RowAsync(TraceSpan? trace) => await _sample.AddAsync($"1.{++_rows}", null, DeliveryState.Stored) with { Trace = trace };
}
