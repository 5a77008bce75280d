using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.Batching;

/// <summary>C-STORE into batches, with the real store and ledger.</summary>
public sealed class BatchedReceptionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly Receiver _receiver;
    private readonly SyntheticInstance _instance = new Synthetic().MR();

    public BatchedReceptionTests() => _receiver = new Receiver(time: _time, batchOptions: new BatchOptions { LargeFileBytes = 1_000_000 });

    public async ValueTask InitializeAsync() => await _receiver.Lease.RenewAsync(default);

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task An_instance_is_named_by_its_UID_in_the_folder_of_its_batch()
    {
        (await StoreAsync(_instance)).Should().Be(0);

        var row = (await _receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        var batch = await _receiver.BatchLedger.FindBatchAsync(row.Deliveries.Single().Batch!.Value, default);
        row.ObjectKey!.Value.Value.Should().Be($"import/d1/{batch!.Id}/{_instance.SOPInstanceUID}.dcm");
        batch.StudyInstanceUID.Should().Be(row.Stored.StudyInstanceUID);
        _receiver.Objects().Keys.Should().Equal(row.ObjectKey.Value.Value);
        (await _receiver.Ledger.HasObjectAsync(row.ObjectKey.Value, default)).Should().BeTrue();
        (await _receiver.BatchLedger.ListInstancesOfAsync(batch.Id, default).SingleAsync()).Should().BeEquivalentTo(row);
    }

    [Fact]
    public async Task The_row_of_the_batch_is_durable_before_its_first_object()
    {
        await StoreAsync(_instance);

        var batch = await _receiver.BatchLedger.ListBatchesAsync(BatchState.Open, default).SingleAsync();
        batch.OpenedAt.Should().Be(_time.GetUtcNow());
        batch.Owner.Should().Be(_receiver.Lease.Holder);
    }

    [Fact]
    public async Task A_duplicate_leaves_nothing_in_a_batch()
    {
        await StoreAsync(_instance);
        (await StoreAsync(_instance)).Should().Be(0);

        await SealAsync();

        _receiver.Objects().Should().HaveCount(1);
        (await BatchesAsync()).Select(batch => (batch.State, batch.Instances)).Should().BeEquivalentTo([(BatchState.Sealed, 1), (BatchState.Empty, 0)]);
    }

    [Fact]
    public async Task Two_contents_of_a_UID_are_in_two_batches()
    {
        var prefix = _instance.Prefix.ToArray();
        BitConverter.GetBytes(BitConverter.ToUInt32(prefix, prefix.Length - 4) + 2).CopyTo(prefix, prefix.Length - 4);
        await StoreAsync(_instance);
        await StoreAsync(_instance with { Prefix = prefix, BulkLength = _instance.BulkLength + 2 });

        var rows = await _receiver.RowsAsync(_instance.SOPInstanceUID);
        rows.Select(row => row.Deliveries.Single().Batch).Should().OnlyHaveUniqueItems().And.HaveCount(2);
        _receiver.Objects().Keys.Should().BeEquivalentTo(rows.Select(row => row.ObjectKey!.Value.Value));
    }

    [Fact]
    public async Task A_large_object_moves_into_a_batch_of_its_own()
    {
        var first = new Synthetic().MR();
        await StoreAsync(first);
        var large = _instance with { };
        var prefix = large.Prefix.ToArray();
        BitConverter.GetBytes(2_000_000u).CopyTo(prefix, prefix.Length - 4);
        large = large with { Prefix = prefix, BulkLength = 2_000_000 };

        (await StoreAsync(large)).Should().Be(0);
        await SealAsync();

        var row = (await _receiver.RowsAsync(large.SOPInstanceUID)).Single();
        _receiver.Objects()[row.ObjectKey!.Value.Value].Length.Should().Be((int)row.Bytes);
        (await BatchesAsync()).Single(batch => batch.SealReason == SealReason.LargeFile).Id.Should().Be(row.Deliveries.Single().Batch!.Value);
    }

    [Fact]
    public async Task Without_a_lease_the_answer_is_A700H()
    {
        _time.Advance(ProcessLease.DefaultLength);

        (await StoreAsync(_instance)).Should().Be(0xA700);
    }

    [Fact]
    public async Task An_object_that_lost_its_row_is_adopted_into_its_batch_and_the_same_row_whoever_does_it()
    {
        await StoreAsync(_instance);
        var row = (await _receiver.RowsAsync(_instance.SOPInstanceUID)).Single();
        await using var other = new Receiver(time: _time);
        var orphan = new StoredObject(row.ObjectKey!.Value, row.Bytes, _time.GetUtcNow());
        await using (var writer = await other.Store.CreateAsync(orphan.Key, default))
        {
            await writer.WriteAsync(new(_receiver.Objects().Values.Single()), default);
            await writer.CommitAsync(default);
        }
        var adopter = new OrphanAdopter(other.Store, other.Ledger, other.Options);

        (await adopter.TryAdoptAsync(orphan, default)).Should().BeTrue();
        (await adopter.TryAdoptAsync(orphan, default)).Should().BeTrue();

        var adopted = (await other.RowsAsync(_instance.SOPInstanceUID)).Should().ContainSingle().Subject;
        adopted.Deliveries.Should().Equal(row.Deliveries);
        adopted.ContentHash.Should().Be(row.ContentHash);
        adopted.ReceivedAt.Should().Be(_time.GetUtcNow());
        other.Objects().Should().HaveCount(1);
    }

    private async Task<ushort> StoreAsync(SyntheticInstance instance)
    {
        var modality = _receiver.Connect();
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        var status = (await modality.StoreAsync(instance)).Status;
        await modality.ReleaseAsync();
        return status;
    }

    private async Task SealAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        await _receiver.Batches!.SealDueAsync(default);
    }

    private async Task<List<BatchRow>> BatchesAsync() => await _receiver.BatchLedger.ListBatchesAsync(new BatchQuery(), default).ToListAsync();
}
