using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests;

/// <summary>What every <see cref="ILedger"/> keeps to; each adapter runs these facts.</summary>
public abstract partial class LedgerContract : IAsyncLifetime
{
    protected ILedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>More instances, of some 8 KB each, than a page of the ledger holds.</summary>
    protected abstract int ManyInstances { get; }

    /// <summary>Opens the ledger once more, as another process would.</summary>
    protected abstract ValueTask<ILedger> OpenAsync();

    [Fact]
    public async Task A_row_reads_back_as_it_was_added()
    {
        var row = Row("1.2.3") with { DifferentContent = true };

        (await Ledger.AddAsync(row, None)).Result.Should().Be(AddResult.Added);

        (await Ledger.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle().Which.Should().BeEquivalentTo(row);
    }

    [Fact]
    public async Task A_row_keeps_its_identity_as_received_and_as_stored()
    {
        var row = Row("1.2.3") with
        {
            Stored = new InstanceIdentity
            {
                SOPClassUID = "1.9",
                SOPInstanceUID = "2.25.1",
                StudyInstanceUID = "2.25.2",
                SeriesInstanceUID = "2.25.3",
                TransferSyntaxUID = "1.8",
            },
        };

        await Ledger.AddAsync(row, None);

        (await Ledger.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle().Which.Should().BeEquivalentTo(row);
        (await Ledger.FindByReceivedAsync("2.25.1", None)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_handlers_did_reads_back()
    {
        var row = Row("1.2.3") with
        {
            IsModified = true,
            Handlers =
            [
                new HandlerRecord { Handler = "fix \"ids\"", Plugin = "Acme.FixIds", Version = "1.2.0", Result = "Continue", ElapsedMicroseconds = 1234, Changed = ["(0010,0020)", "(0040,0275)[0].(0040,0007)"], HasMoreChanges = true },
                new HandlerRecord { Handler = "guard", Plugin = "Acme.Guard", Version = "2.0.0-rc.1", Result = "Threw", Reason = "It threw.", HasFailed = true },
            ],
        };

        await Ledger.AddAsync(row, None);

        (await Ledger.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle().Which.Should().BeEquivalentTo(row);
    }

    [Fact]
    public async Task A_row_with_nothing_optional_and_odd_texts_reads_back()
    {
        var row = Row("1.2.3") with
        {
            Received = Identity("1.2.3") with { AccessionNumber = null, SeriesInstanceUID = "" },
            ImplementationClassUID = null,
            ImplementationVersionName = null,
            ObjectKey = null,
            CallingAETitle = "'; DROP, \"ünï\0\u0001",
            AssociationId = new string('x', 2_000),
            Deliveries = [new Delivery("a b", DeliveryState.Stored), new Delivery("x\"]", DeliveryState.Discarded, "tag (0010,0010) \\ refused")],
        };

        await Ledger.AddAsync(row, None);

        (await Ledger.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle().Which.Should().BeEquivalentTo(row);
    }

    [Fact]
    public async Task A_second_receipt_of_a_UID_is_a_conflict_that_shows_the_rows_there_are()
    {
        var first = Row("1.2.3");
        await Ledger.AddAsync(first, None);

        var outcome = await Ledger.AddAsync(Row("1.2.3") with { ContentHash = "other" }, None);

        outcome.Result.Should().Be(AddResult.Conflict);
        outcome.Existing.Should().ContainSingle().Which.Should().BeEquivalentTo(first);
        (await Ledger.CountAsync(None)).Instances.Should().Be(1);
    }

    [Fact]
    public async Task An_add_that_finds_its_own_receipt_had_succeeded()
    {
        var row = Row("1.2.3");
        await Ledger.AddAsync(row, None);

        (await Ledger.AddAsync(row, None)).Result.Should().Be(AddResult.AlreadyThere);
        (await Ledger.CountAsync(None)).Instances.Should().Be(1);
    }

    [Fact]
    public async Task Another_content_takes_the_next_ordinal()
    {
        await Ledger.AddAsync(Row("1.2.3"), None);
        var second = Row("1.2.3") with { Ordinal = 1, DifferentContent = true };

        (await Ledger.AddAsync(second, None)).Result.Should().Be(AddResult.Added);

        (await Ledger.FindByReceivedAsync("1.2.3", None)).Select(row => row.Ordinal).Should().Equal(0, 1);
        (await Ledger.AddAsync(Row("1.2.3"), None)).Existing.Should().HaveCount(2);
    }

    [Fact]
    public async Task Rows_added_at_the_same_time_are_all_there()
    {
        InstanceRow[] rows = [.. Enumerable.Range(0, 64 * 5).Select(i => Row($"1.2.{i}"))];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(adder => Task.Run(async () =>
        {
            List<AddResult> results = [];
            foreach (var row in rows.Skip(adder * 5).Take(5))
                results.Add((await Ledger.AddAsync(row, None)).Result);
            return results;
        })));

        outcomes.SelectMany(results => results).Should().OnlyContain(result => result == AddResult.Added);
        var listed = await ToListAsync(Ledger.ListInstancesAsync(new InstanceQuery(), None));
        listed.Select(row => row.Receipt).Order().Should().Equal(rows.Select(row => row.Receipt).Order());
    }

    [Fact]
    public async Task Of_many_adders_of_one_UID_in_two_processes_exactly_one_succeeds()
    {
        await using var other = await OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            Task.Run(async () => await (i % 2 == 0 ? Ledger : other).AddAsync(Row("1.2.3"), None))));

        outcomes.Count(outcome => outcome.Result == AddResult.Added).Should().Be(1);
        var kept = (await other.FindByReceivedAsync("1.2.3", None)).Should().ContainSingle().Subject;
        outcomes.Where(outcome => outcome.Result == AddResult.Conflict).Should().HaveCount(63)
            .And.OnlyContain(outcome => outcome.Existing[0].Receipt == kept.Receipt);
    }

    [Fact]
    public async Task Received_is_instances_plus_duplicates_and_a_duplicate_counts_once()
    {
        var row = Row("1.2.3");
        var again = NewReceipt();
        await Ledger.AddAsync(row, None);
        await Ledger.AddDuplicateAsync(Duplicate(row, again), None);
        await Ledger.AddDuplicateAsync(Duplicate(row, again), None);
        await Ledger.AddDuplicateAsync(Duplicate(row, NewReceipt()), None);

        var totals = await Ledger.CountAsync(None);

        (totals.Instances, totals.Duplicates, totals.Received, totals.Bytes).Should().Be((1, 2, 3, row.Bytes));
    }

    [Fact]
    public async Task A_delivery_gets_a_final_state_once()
    {
        var row = Row("1.2.3") with { Deliveries = [new Delivery("a", DeliveryState.Stored), new Delivery("b", DeliveryState.Stored)] };
        await Ledger.AddAsync(row, None);

        (await Ledger.FinishAsync(row.Key, new Delivery("a", DeliveryState.Failed, "refused by the destination"), null, None)).Should().BeTrue();
        (await Ledger.FinishAsync(row.Key, new Delivery("a", DeliveryState.Imported), null, None)).Should().BeFalse();
        (await Ledger.FinishAsync(row.Key, new Delivery("c", DeliveryState.Imported), null, None)).Should().BeFalse();
        (await Ledger.FinishAsync(new InstanceRowKey("1.2.3", 9), new Delivery("a", DeliveryState.Imported), null, None)).Should().BeFalse();

        (await Ledger.FindByReceivedAsync("1.2.3", None))[0].Deliveries.Should().Equal(
            new Delivery("a", DeliveryState.Failed, "refused by the destination"), new Delivery("b", DeliveryState.Stored));
    }

    [Fact]
    public async Task A_delivery_does_not_finish_in_a_state_that_is_not_final()
    {
        var row = Row("1.2.3");
        await Ledger.AddAsync(row, None);

        await FluentActions.Awaiting(async () => await Ledger.FinishAsync(row.Key, new Delivery(Delivery.DefaultRoute, DeliveryState.Stored), null, None))
            .Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Superseding_ends_what_is_in_flight_and_names_the_replacement()
    {
        var row = Row("1.2.3") with { Deliveries = [new Delivery("a", DeliveryState.Imported), new Delivery("b", DeliveryState.Stored)] };
        var replacement = NewReceipt();
        await Ledger.AddAsync(row, None);

        (await Ledger.SupersedeAsync(row.Key, replacement, None)).Should().BeTrue();
        (await Ledger.SupersedeAsync(row.Key, NewReceipt(), None)).Should().BeFalse();

        (await Ledger.FindByReceivedAsync("1.2.3", None))[0].Deliveries.Should().Equal(
            new Delivery("a", DeliveryState.Imported), new Delivery("b", DeliveryState.Superseded, replacement.ToString()));
    }

    [Fact]
    public async Task Every_delivery_is_counted_in_exactly_one_state()
    {
        await Ledger.AddAsync(Row("1.1"), None);
        await Ledger.AddAsync(Row("1.2"), None);
        await Ledger.AddAsync(Row("1.3") with { Deliveries = [new Delivery("a", DeliveryState.Forwarded), new Delivery("b", DeliveryState.Stored)] }, None);
        await Ledger.AddAsync(Row("1.4") with { ObjectKey = null, Bytes = 0, Deliveries = [new Delivery("a", DeliveryState.Discarded, "by rule")] }, None);
        await Ledger.FinishAsync(new InstanceRowKey("1.2", 0), new Delivery(Delivery.DefaultRoute, DeliveryState.Imported), null, None);

        (await Ledger.CountAsync(None)).Deliveries.Should().Equal(new Dictionary<DeliveryState, long>
        {
            [DeliveryState.Stored] = 2,
            [DeliveryState.Imported] = 1,
            [DeliveryState.Forwarded] = 1,
            [DeliveryState.Discarded] = 1,
        });
    }
}
