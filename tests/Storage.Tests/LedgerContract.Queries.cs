using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

// What operators, sweeps and reconciliation ask.
public abstract partial class LedgerContract
{
    [Fact]
    public async Task Instances_are_listed_newest_first_over_many_pages()
    {
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        HandlerRecord[] handlers = [.. Enumerable.Range(0, 8).Select(n => new HandlerRecord { Handler = $"h{n}", Plugin = "p", Version = "1", Result = "Continue", Reason = new('r', 900) })];
        InstanceRow[] rows = [.. Enumerable.Range(0, ManyInstances).Select(i => Row($"1.2.{i}", receipt: ReceiptAt(noon.AddSeconds(i))) with { Handlers = handlers })];
        await Task.WhenAll(rows.Select(row => Ledger.AddAsync(row, None).AsTask()));

        (await ListedAsync(new InstanceQuery())).Should().Equal(rows.Reverse().Select(row => row.Receipt));
        (await ListedAsync(new InstanceQuery { Limit = 3 })).Should().Equal(rows.Reverse().Take(3).Select(row => row.Receipt));
        (await ListedAsync(new InstanceQuery { Limit = ManyInstances - 1 })).Should().HaveCount(ManyInstances - 1);
        (await ListedAsync(new InstanceQuery { Since = noon.AddSeconds(ManyInstances - 3) })).Should().Equal(rows.Reverse().Take(3).Select(row => row.Receipt));
    }

    [Fact]
    public async Task Instances_are_found_by_study_and_by_UID_as_received_and_as_stored()
    {
        var plain = Row("1.1", study: "1.50");
        var changed = Row("1.2", study: "1.51") with { Stored = Identity("2.25.9", "2.25.50") };
        await Ledger.AddAsync(plain, None);
        await Ledger.AddAsync(changed, None);

        (await ListedAsync(new InstanceQuery { StudyInstanceUID = "1.50" })).Should().Equal(plain.Receipt);
        (await ListedAsync(new InstanceQuery { StudyInstanceUID = "1.51" })).Should().Equal(changed.Receipt);
        (await ListedAsync(new InstanceQuery { StudyInstanceUID = "2.25.50" })).Should().Equal(changed.Receipt);
        (await ListedAsync(new InstanceQuery { SOPInstanceUID = "1.2" })).Should().Equal(changed.Receipt);
        (await ListedAsync(new InstanceQuery { SOPInstanceUID = "2.25.9" })).Should().Equal(changed.Receipt);
        (await ListedAsync(new InstanceQuery { SOPInstanceUID = "1.2", StudyInstanceUID = "1.50" })).Should().BeEmpty();
    }

    [Fact]
    public async Task Studies_are_summed_up_and_the_last_to_receive_comes_first()
    {
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        await Ledger.AddAsync(Row("1.1", "1.50", ReceiptAt(noon)), None);
        await Ledger.AddAsync(Row("1.2", "1.51", ReceiptAt(noon.AddMinutes(1))), None);
        var last = Row("1.3", "1.50", ReceiptAt(noon.AddMinutes(2)));
        await Ledger.AddAsync(last with
        {
            CallingAETitle = "A,B",
            Received = last.Received with { SeriesInstanceUID = "1.7" },
            Stored = last.Stored with { SeriesInstanceUID = "1.7" },
            Deliveries = [new Delivery("a", DeliveryState.Quarantined, "why")],
        }, None);

        var studies = await ToListAsync(Ledger.ListStudiesAsync(new InstanceQuery(), None));

        studies.Select(study => study.StudyInstanceUID).Should().Equal("1.50", "1.51");
        studies[0].Should().BeEquivalentTo(new StudySummary
        {
            StudyInstanceUID = "1.50",
            SeriesCount = 2,
            InstanceCount = 2,
            Bytes = 2_000,
            FirstReceivedAt = noon,
            LastReceivedAt = noon.AddMinutes(2),
            CallingAETitles = ["A,B", "CT1"],
            Deliveries = new Dictionary<DeliveryState, long> { [DeliveryState.Stored] = 1, [DeliveryState.Quarantined] = 1 },
        });
        (await ToListAsync(Ledger.ListStudiesAsync(new InstanceQuery { Limit = 1 }, None))).Should().ContainSingle();
        (await ToListAsync(Ledger.ListStudiesAsync(new InstanceQuery { StudyInstanceUID = "1.51" }, None))).Should().ContainSingle();
    }

    [Fact]
    public async Task Instances_are_found_by_accession_number_and_state_within_a_time()
    {
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        var plain = Row("1.1", receipt: ReceiptAt(noon));
        var failed = Row("1.2", receipt: ReceiptAt(noon.AddMinutes(1))) with { Deliveries = [new Delivery("a", DeliveryState.Failed, "x,\"Quarantined\"")] };
        var changed = Row("1.3", receipt: ReceiptAt(noon.AddMinutes(2)));
        changed = changed with { Stored = changed.Stored with { AccessionNumber = "B-2" } };
        foreach (var row in new[] { plain, failed, changed })
            await Ledger.AddAsync(row, None);

        (await ListedAsync(new InstanceQuery { AccessionNumber = "B-2" })).Should().Equal(changed.Receipt);
        (await ListedAsync(new InstanceQuery { AccessionNumber = "A-1" })).Should().Equal(changed.Receipt, failed.Receipt, plain.Receipt);
        (await ListedAsync(new InstanceQuery { States = [DeliveryState.Failed, DeliveryState.Discarded] })).Should().Equal(failed.Receipt);
        (await ListedAsync(new InstanceQuery { States = [DeliveryState.Quarantined] })).Should().BeEmpty("that is only in a reason");
        (await ListedAsync(new InstanceQuery { States = [] })).Should().BeEmpty();
        (await ListedAsync(new InstanceQuery { Since = noon.AddMinutes(1), Until = noon.AddMinutes(2) })).Should().Equal(failed.Receipt);
    }

    [Fact]
    public async Task Receipts_are_reconciled_by_day_and_calling_AE_title()
    {
        var midnight = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        var kept = Row("1.1", receipt: ReceiptAt(midnight));
        await Ledger.AddAsync(kept, None);
        await Ledger.AddAsync(Row("1.2", receipt: ReceiptAt(midnight.AddHours(23))) with { Deliveries = [new Delivery("a", DeliveryState.Imported), new Delivery("b", DeliveryState.Failed, "why")] }, None);
        await Ledger.AddAsync(Row("1.3", receipt: ReceiptAt(midnight.AddDays(3))) with { Deliveries = [new Delivery("a", DeliveryState.Imported)] }, None);
        await Ledger.AddDuplicateAsync(Duplicate(kept, ReceiptAt(midnight.AddHours(24).AddMilliseconds(-1))), None);

        var days = await ToListAsync(Ledger.ReconcileAsync(null, null, None));

        days.Select(day => (day.Day.Day, day.CallingAETitle, day.Received, day.Duplicates)).Should().Equal((23, "CT1", 2, 0), (23, "CT2", 1, 1), (26, "CT1", 1, 0));
        days[0].Instances.Should().Equal(new Dictionary<DeliveryState, long> { [DeliveryState.Stored] = 1, [DeliveryState.Failed] = 1 }, "one in two states counts where it is least done");
        days.Should().OnlyContain(day => day.AddsUp);
        (await ToListAsync(Ledger.ReconcileAsync(midnight.AddHours(1), midnight.AddDays(3), None))).Select(day => day.Received).Should().Equal(1, 1);
    }

    [Fact]
    public async Task The_ledger_knows_which_objects_have_a_row()
    {
        var row = Row("1.2.3");
        var foreign = Row("1.2.4") with { ObjectKey = new ObjectKey("foreign/name") };
        await Ledger.AddAsync(row, None);
        await Ledger.AddAsync(foreign, None);

        (await Ledger.HasObjectAsync(row.ObjectKey!.Value, None)).Should().BeTrue();
        (await Ledger.HasObjectAsync(foreign.ObjectKey!.Value, None)).Should().BeTrue();
        (await Ledger.HasObjectAsync(ObjectKeys.ForInstance("1.1", "1.2", row.Receipt), None)).Should().BeFalse("another key with the same receipt");
        (await Ledger.HasObjectAsync(NewKey(), None)).Should().BeFalse();
        (await Ledger.HasObjectAsync(new ObjectKey("other/name"), None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_cancelled_add_does_not_write()
    {
        await FluentActions.Awaiting(async () => await Ledger.AddAsync(Row("1.2.3"), new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        (await Ledger.CountAsync(None)).Instances.Should().Be(0);
    }

    private async Task<IEnumerable<ReceiptId>> ListedAsync(InstanceQuery query) =>
        (await ToListAsync(Ledger.ListInstancesAsync(query, None))).Select(row => row.Receipt);
}
