using StoreScp.Server.Cli;
using StoreScp.Server.Hosting;
using StoreScp.Storage;

namespace StoreScp.Server.Doctor;

/// <summary>Asks the ledger what a server asks it, and writes one item conditionally.</summary>
internal static class LedgerCheck
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(StorageAdapters storage, CheckLines checks, TimeProvider time, CancellationToken cancellation)
    {
        var (name, holder) = ($"doctor/{Guid.NewGuid():N}", "doctor");
        await checks.TryAsync("ledger: write an item that nobody else has", async () =>
        {
            var now = time.GetUtcNow();
            if (!await storage.Leases.TakeLeaseAsync(new Lease(name, holder, now + Length), now, cancellation))
                throw new StorageUnavailableException("A new lease was refused.");
            if (await storage.Leases.TakeLeaseAsync(new Lease(name, "another", now + Length), now, cancellation))
                throw new StorageUnavailableException("Two holders have one lease: conditional writes do not work.");
            await storage.Leases.ReleaseLeaseAsync(name, holder, cancellation);
        });
        await checks.TryAsync("ledger: find an instance", async () => await storage.Ledger.FindByReceivedAsync("2.25.0", cancellation));
        await checks.TryAsync("ledger: find the batches that wait", async () =>
            await storage.Batches.ListBatchesAsync(BatchState.Sealed, cancellation).AnyAsync(cancellation));
    }
}
