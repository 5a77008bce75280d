using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Batching;
using StoreScp.Storage;

namespace StoreScp.Receiving.Tests.Batching;

/// <summary>The batches of one process on a ledger in memory, at most 3 files or 1000 bytes each, and its clock.</summary>
internal sealed class BatchSite
{
    public const string Study = "1.2.3";
    public const string Datastore = "d1";

    public BatchSite()
    {
        Lease = new ProcessLease(Ledger, ProcessLease.DefaultLength, Time);
        Batches = new Batches(Ledger, Lease, new BatchOptions { MaximumFiles = 3, MaximumBytes = 1000, LargeFileBytes = 600 }, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public MemoryBatchLedger Ledger { get; } = new();

    public ProcessLease Lease { get; }

    public Batches Batches { get; }

    public BatchRow Only() => Ledger.Rows.Should().ContainSingle().Subject;

    /// <summary>Admits an instance, and settles its object of so many bytes.</summary>
    public async Task<BatchId> StoreAsync(string uid, long bytes = 10, string study = Study, string datastore = Datastore) =>
        await SettleAsync(await Batches.AdmitAsync(datastore, study, uid, default), bytes);

    public Task<Admission> AdmitAsync(string uid, CancellationToken cancellation = default) => Batches.AdmitAsync(Datastore, Study, uid, cancellation).AsTask();

    public static async Task<BatchId> SettleAsync(Admission admission, long bytes, bool acknowledge = true)
    {
        using (admission)
        {
            admission.MayHaveObject = true;
            using var settled = await admission.SettleAsync(bytes, default);
            settled.MayHaveObject = true;
            if (acknowledge)
                settled.Acknowledge();
            return settled.BatchId;
        }
    }

    /// <summary>Lets time pass with the lease being renewed, then seals what is due.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= Lease.RenewEvery)
        {
            Time.Advance(left < Lease.RenewEvery ? left : Lease.RenewEvery);
            await Lease.RenewAsync(default);
        }
        await Batches.SealDueAsync(default);
    }
}
