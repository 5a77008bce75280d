using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

/// <summary>What every <see cref="IForwardLedger"/> keeps to, together with the <see cref="ILedger"/> of the same rows; each adapter runs these facts.</summary>
public abstract class ForwardLedgerContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    protected abstract ILedger Ledger { get; }

    protected abstract IForwardLedger Forwards { get; }

    /// <summary>More than the ledger reads at once.</summary>
    protected abstract int ManyForwards { get; }

    [Fact]
    public async Task A_row_comes_with_an_item_in_the_queue_for_each_delivery_that_is_forwarded()
    {
        var row = await AddAsync("1.2.3", Noon, new Delivery("default", DeliveryState.Stored), To("pacs", "PACS"), To("backup", "BACKUP"));

        var item = (await Forwards.FindForwardAsync(new ForwardKey(row.Receipt, "pacs"), None))!;
        item.Should().Be(new ForwardRow
        {
            Key = new ForwardKey(row.Receipt, "pacs"),
            Instance = row.Key,
            Destination = "PACS",
            SOPClassUID = row.Stored.SOPClassUID,
            SOPInstanceUID = row.Stored.SOPInstanceUID,
            TransferSyntaxUID = row.Stored.TransferSyntaxUID,
            QueuedAt = Noon,
            NextAttemptAt = Noon,
        });
        (await Forwards.FindForwardAsync(new ForwardKey(row.Receipt, "backup"), None)).Should().NotBeNull();
        (await Forwards.FindForwardAsync(new ForwardKey(row.Receipt, "default"), None)).Should().BeNull();
        (await Ledger.FindByReceivedAsync("1.2.3", None)).Single().Deliveries.Should().Equal(row.Deliveries);
    }

    [Fact]
    public async Task A_row_that_is_refused_because_its_key_is_taken_queues_nothing()
    {
        await AddAsync("1.2.3", Noon, To("pacs", "PACS"));

        var outcome = await Ledger.AddAsync(Row("1.2.3", receipt: ReceiptAt(Noon.AddSeconds(1))) with { Deliveries = [To("pacs", "PACS")] }, None);

        outcome.Result.Should().Be(AddResult.Conflict);
        (await ListAsync(new ForwardQuery())).Should().ContainSingle();
    }

    [Fact]
    public async Task An_update_needs_the_version_it_was_made_from()
    {
        var item = await QueueAsync("1.2.3");
        var taken = item with { State = ForwardState.Sending, Owner = "p1", Attempts = 2, NextAttemptAt = Noon.AddMinutes(2), Reason = "full" };

        var updates = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Forwards.UpdateForwardAsync(taken, None).AsTask()));

        updates.Where(update => update is not null).Should().ContainSingle().Which.Should().Be(taken with { Version = 1 });
        (await Forwards.FindForwardAsync(item.Key, None)).Should().Be(taken with { Version = 1 });
    }

    [Theory]
    [InlineData(DeliveryState.Forwarded, ForwardState.Forwarded)]
    [InlineData(DeliveryState.Failed, ForwardState.Failed)]
    public async Task An_item_ends_with_its_delivery_and_changes_no_more(DeliveryState delivery, ForwardState expected)
    {
        var item = await QueueAsync("1.2.3");

        (await Ledger.FinishAsync(item.Instance, new Delivery("pacs", delivery, "because") { EndedAt = Noon.AddMinutes(1) }, null, None)).Should().BeTrue();
        (await Ledger.FinishAsync(item.Instance, new Delivery("pacs", DeliveryState.Failed), null, None)).Should().BeFalse();

        var ended = (await Forwards.FindForwardAsync(item.Key, None))!;
        ended.Should().Be(item with { State = expected, Version = 1, NextAttemptAt = null, Reason = "because", EndedAt = Noon.AddMinutes(1) });
        (await Forwards.UpdateForwardAsync(ended with { State = ForwardState.Waiting, NextAttemptAt = Noon }, None)).Should().BeNull();
        (await Forwards.ListDueForwardsAsync("PACS", Noon.AddDays(1), 10, None)).Should().BeEmpty();
        (await Ledger.FindByReceivedAsync("1.2.3", None)).Single().Deliveries.Single().ForwardTo.Should().Be("PACS");
    }

    [Fact]
    public async Task The_result_of_one_delivery_leaves_the_others_in_the_queue()
    {
        var row = await AddAsync("1.2.3", Noon, To("pacs", "PACS"), To("backup", "BACKUP"));

        await Ledger.FinishAsync(row.Key, new Delivery("pacs", DeliveryState.Forwarded), null, None);

        (await Forwards.FindForwardAsync(new ForwardKey(row.Receipt, "backup"), None))!.State.Should().Be(ForwardState.Waiting);
    }

    [Fact]
    public async Task A_superseded_instance_is_forwarded_no_more()
    {
        var item = await QueueAsync("1.2.3");

        await Ledger.SupersedeAsync(item.Instance, NewReceipt(), None);

        (await Forwards.FindForwardAsync(item.Key, None))!.State.Should().Be(ForwardState.Superseded);
        (await Forwards.ListDueDestinationsAsync(Noon.AddDays(1), None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_failed_item_goes_back_into_the_queue_with_its_delivery_once()
    {
        var item = await QueueAsync("1.2.3");
        await Ledger.FinishAsync(item.Instance, new Delivery("pacs", DeliveryState.Failed, "C000H") { EndedAt = Noon }, null, None);
        var failed = (await Forwards.FindForwardAsync(item.Key, None))!;
        var now = Noon.AddDays(2);

        (await Forwards.RedriveForwardAsync(failed, now, None)).Should().BeTrue();
        (await Forwards.RedriveForwardAsync(failed, now, None)).Should().BeFalse();

        var again = (await Forwards.ListDueForwardsAsync("PACS", now, 10, None)).Should().ContainSingle().Subject;
        again.Should().BeEquivalentTo(new { State = ForwardState.Waiting, Attempts = 0, QueuedAt = now, EndedAt = (DateTimeOffset?)null });
        (await Ledger.FindByReceivedAsync("1.2.3", None)).Single().Deliveries.Should().Equal(To("pacs", "PACS"));
    }

    [Fact]
    public async Task Due_are_the_items_of_a_destination_whose_time_has_come_the_longest_due_first()
    {
        foreach (var seconds in new[] { 2, 0, 1, 9 })
            await AddAsync($"1.2.{seconds}", Noon.AddSeconds(seconds), To("pacs", "PACS"), To("backup", "BACKUP"));
        var tried = (await Forwards.ListDueForwardsAsync("PACS", Noon, 10, None)).Single();
        await Forwards.UpdateForwardAsync(tried with { Attempts = 1, NextAttemptAt = Noon.AddSeconds(3) }, None);

        (await DueAsync("PACS", 5, limit: 10)).Should().Equal("1.2.1", "1.2.2", "1.2.0");
        (await DueAsync("PACS", 5, limit: 2)).Should().Equal("1.2.1", "1.2.2");
        (await DueAsync("BACKUP", 0, limit: 10)).Should().Equal("1.2.0");
        (await DueAsync("NOBODY", 5, limit: 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task Due_destinations_are_those_with_something_due()
    {
        await AddAsync("1.1", Noon, To("b", "B"));
        await AddAsync("1.2", Noon.AddMinutes(1), To("a", "A"), To("b", "B"));

        (await Forwards.ListDueDestinationsAsync(Noon.AddSeconds(-1), None)).Should().BeEmpty();
        (await Forwards.ListDueDestinationsAsync(Noon, None)).Should().Equal("B");
        (await Forwards.ListDueDestinationsAsync(Noon.AddMinutes(1), None)).Should().Equal("A", "B");
    }

    [Fact]
    public async Task The_totals_count_what_is_not_final_and_name_the_oldest()
    {
        (await Forwards.CountForwardsAsync(None)).Should().Be(new ForwardTotals(0, null));
        var first = await AddAsync("1.1", Noon, To("pacs", "PACS"));
        await AddAsync("1.2", Noon.AddMinutes(1), To("pacs", "PACS"), To("backup", "BACKUP"));

        (await Forwards.CountForwardsAsync(None)).Should().Be(new ForwardTotals(3, Noon));
        await Ledger.FinishAsync(first.Key, new Delivery("pacs", DeliveryState.Forwarded), null, None);
        (await Forwards.CountForwardsAsync(None)).Should().Be(new ForwardTotals(2, Noon.AddMinutes(1)));
    }

    [Fact]
    public async Task Operators_find_forwards_by_route_state_and_age_newest_first()
    {
        var old = await AddAsync("1.1", Noon, To("pacs", "PACS"));
        await AddAsync("1.2", Noon.AddHours(1), To("backup", "BACKUP"), To("pacs", "PACS"));
        await Ledger.FinishAsync(old.Key, new Delivery("pacs", DeliveryState.Failed), null, None);

        (await ListAsync(new ForwardQuery())).Should().Equal("1.2 pacs", "1.2 backup", "1.1 pacs");
        (await ListAsync(new ForwardQuery { Route = "pacs" })).Should().Equal("1.2 pacs", "1.1 pacs");
        (await ListAsync(new ForwardQuery { State = ForwardState.Failed })).Should().Equal("1.1 pacs");
        (await ListAsync(new ForwardQuery { State = ForwardState.Waiting, Route = "pacs" })).Should().Equal("1.2 pacs");
        (await ListAsync(new ForwardQuery { Since = Noon.AddMinutes(1), Limit = 1 })).Should().Equal("1.2 pacs");
    }

    [Fact]
    public async Task More_forwards_than_one_page_are_all_listed()
    {
        Delivery[] deliveries = [.. Enumerable.Range(1, 9).Select(n => To($"r{n}", $"D{n}"))];
        var rows = Enumerable.Range(0, ManyForwards / 9).Select(i => Row($"1.2.{i}", receipt: ReceiptAt(Noon)) with { Deliveries = deliveries });
        await Task.WhenAll(rows.Select(row => Ledger.AddAsync(row, None).AsTask()));

        (await ListAsync(new ForwardQuery())).Should().HaveCount(ManyForwards / 9 * 9).And.OnlyHaveUniqueItems();
    }

    private static Delivery To(string route, string destination) => new(route, DeliveryState.Stored) { ForwardTo = destination };

    private async Task<InstanceRow> AddAsync(string uid, DateTimeOffset receivedAt, params Delivery[] deliveries)
    {
        var row = Row(uid, receipt: ReceiptAt(receivedAt)) with { Deliveries = deliveries };
        (await Ledger.AddAsync(row, None)).Result.Should().Be(AddResult.Added);
        return row;
    }

    private async Task<ForwardRow> QueueAsync(string uid)
    {
        var row = await AddAsync(uid, Noon, To("pacs", "PACS"));
        return (await Forwards.FindForwardAsync(new ForwardKey(row.Receipt, "pacs"), None))!;
    }

    private async Task<IEnumerable<string>> DueAsync(string destination, int seconds, int limit) =>
        (await Forwards.ListDueForwardsAsync(destination, Noon.AddSeconds(seconds), limit, None)).Select(row => row.SOPInstanceUID);

    private async Task<List<string>> ListAsync(ForwardQuery query) =>
        await Forwards.ListForwardsAsync(query, None).Select(row => $"{row.SOPInstanceUID} {row.Key.Route}").ToListAsync();
}
