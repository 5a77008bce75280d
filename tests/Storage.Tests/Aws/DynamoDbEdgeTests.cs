using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>What is as large as it may be, and larger; and what only this ledger does.</summary>
[Collection(MotoCollection.Name)]
public sealed class DynamoDbEdgeTests(MotoServer moto) : IAsyncLifetime
{
    private static readonly DynamoDbOptions Options = new() { Table = "T" };

    private MotoTable _table = null!;
    private DynamoDbLedger _ledger = null!;

    public async ValueTask InitializeAsync()
    {
        _table = await MotoTable.CreateAsync(moto);
        _ledger = await _table.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _table.DisposeAsync();
    }

    [Fact]
    public async Task References_of_ten_thousand_encrypted_instances_read_back_in_order()
    {
        var commitments = new SealedCommitmentLedger(_ledger.Commitments, new IdentifierProtection(new byte[32]));
        var now = TimeProvider.System.GetUtcNow();
        CommitmentReference[] references = [.. Enumerable.Range(0, 10_000).Select(n => new CommitmentReference("1.2.840.10008.5.1.4.1.1.2", $"1.2.{n}".PadRight(64, '1')))];
        var row = new CommitmentRow { TransactionUID = "1.1", CallingAETitle = "CT1", CalledAETitle = "S", AssociationId = "a", Owner = "p", ReceivedAt = now, DueAt = now };

        (await commitments.AddCommitmentAsync(row, references, None)).Should().BeTrue();

        (await commitments.ReferencesOfAsync(row.Key, None)).Should().Equal(references);
    }

    [Theory]
    [InlineData(128 * 1024, 1)]
    [InlineData((128 * 1024) + 1, 2)]
    public void References_are_in_one_item_up_to_the_limit(int bytesOfSecond, int items)
    {
        // Each of the two with its separators: 256 KiB in all.
        CommitmentReference[] references = [new("1", new string('2', (128 * 1024) - 3)), new("1", new string('2', bytesOfSecond - 3))];

        var written = CommitmentItem.WriteReferences(new CommitmentKey("CT1", "1.1"), "0123456789ab", references).ToList();

        written.Should().HaveCount(items);
        written.SelectMany(CommitmentItem.ReadReferences).Should().Equal(references);
    }

    [Fact]
    public async Task The_largest_row_there_can_be_is_written_and_finished()
    {
        var text = new string('\u4e00', 1_000);
        var row = Row("1.2.3") with
        {
            Handlers = [.. Enumerable.Range(0, 40).Select(_ => new HandlerRecord { Handler = "h", Plugin = "p", Version = "1", Result = "Continue", Reason = text, Changed = [.. Enumerable.Repeat("(0010,0020)", 500)] })],
            Deliveries = [.. Enumerable.Range(0, LedgerLimits.MaximumDeliveries).Select(n => new Delivery($"r{n}", DeliveryState.Stored))],
        };
        await _ledger.AddAsync(row, None);

        foreach (var delivery in row.Deliveries)
        {
            var failed = delivery with { State = DeliveryState.Failed, Reason = text, Import = new ImportResult { ImageSetId = "s", Warnings = [.. Enumerable.Repeat(text, 20)] } };
            (await _ledger.FinishAsync(row.Key, failed, null, None)).Should().BeTrue();
        }

        var read = (await _ledger.FindByReceivedAsync("1.2.3", None)).Single();
        read.Handlers.Should().HaveCount(LedgerLimits.MaximumHandlers).And.OnlyContain(handler => handler.HasMoreChanges && handler.Reason!.Length == LedgerLimits.MaximumText);
        read.Deliveries.Should().OnlyContain(delivery => delivery.Import!.Warnings.Count == LedgerLimits.MaximumWarnings);
        ItemSize.Of(InstanceItem.Write(read, Options)).Should().BeLessThan(LedgerLimits.MaximumItemBytes);
    }

    [Fact]
    public void A_row_with_too_much_is_refused_with_the_limit()
    {
        var many = Row("1.2.3") with { Deliveries = [.. Enumerable.Range(0, LedgerLimits.MaximumDeliveries + 1).Select(n => new Delivery($"r{n}", DeliveryState.Stored))] };
        var large = Row("1.2.3") with { AssociationId = new string('x', LedgerLimits.MaximumRowBytes) };

        FluentActions.Invoking(() => InstanceItem.Write(many, Options)).Should().Throw<ArgumentException>().WithMessage("41 deliveries*up to 40*");
        FluentActions.Invoking(() => InstanceItem.Write(large, Options)).Should().Throw<ArgumentException>().WithMessage("*allowed: 73728*");
    }

    [Fact]
    public async Task A_UID_that_is_too_long_for_a_key_reads_back()
    {
        var row = Row("1.2.3");
        row = row with { Received = row.Received with { SOPInstanceUID = new string('9', 5_000) }, ObjectKey = null };

        await _ledger.AddAsync(row, None);

        (await _ledger.FindByReceivedAsync(row.Received.SOPInstanceUID, None)).Should().ContainSingle().Which.Should().BeEquivalentTo(row);
        (await _ledger.FinishAsync(row.Key, new Delivery("default", DeliveryState.Failed), null, None)).Should().BeTrue();
    }

    [Fact]
    public async Task A_row_that_is_received_long_after_its_batch_was_opened_is_listed_and_counted()
    {
        var now = new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);
        var batch = BatchAt(now.AddDays(-4));
        await _ledger.AddAsync(Row("1.2.3", receipt: ReceiptAt(now)) with { Deliveries = [new Delivery("default", DeliveryState.Stored) { Batch = batch }] }, None);

        (await _ledger.ListInstancesAsync(new InstanceQuery { Since = now.AddHours(-1) }, None).ToListAsync()).Should().ContainSingle();
        (await _ledger.ReconcileAsync(null, null, None).ToListAsync()).Should().ContainSingle().Which.Received.Should().Be(1);
    }

    [Fact]
    public async Task Only_rows_in_a_final_state_expire_and_only_when_that_is_set()
    {
        await using var keeping = await _table.OpenAsync(_table.Options with { KeepFinalRows = TimeSpan.FromDays(400) });
        var row = Row("1.2.3");
        await keeping.AddAsync(row, None);
        (await ExpiryAsync(row)).Should().BeNull();

        var failed = new Delivery("default", DeliveryState.Failed);
        await keeping.FinishAsync(row.Key, failed, null, None);
        (await ExpiryAsync(row)).Should().NotBeNull();
        await keeping.ReassignAsync(row.Key, failed, BatchId.Create(TimeProvider.System), NewKey(), None);
        (await ExpiryAsync(row)).Should().BeNull("it is in flight again");

        var other = Row("1.2.4");
        await _ledger.AddAsync(other, None);
        await _ledger.FinishAsync(other.Key, failed, null, None);
        (await ExpiryAsync(other)).Should().BeNull("nothing expires by itself");
    }

    private async Task<string?> ExpiryAsync(InstanceRow row)
    {
        using var client = DynamoDbClient.Create(_table.Access, _table.Options);
        var item = (await client.GetItemAsync(_table.Name, LedgerKeys.Instance(row.Key), None)).Item;
        return item.TryGetValue(DynamoDbTable.TimeToLive, out var value) ? value.N : null;
    }
}
