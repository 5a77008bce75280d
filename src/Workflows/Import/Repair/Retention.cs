using StoreScp.Storage;

namespace StoreScp.Import.Repair;

/// <summary>
/// Deletes, batch by batch, the objects of instances that have long arrived where they should. What failed or is in quarantine is kept
/// until a person has looked, and so is everything in a batch of whose instances something is in flight: into this data store, into another, or to a destination.
/// </summary>
/// <param name="keepFor">Since the batch was closed.</param>
public sealed class Retention(IBatchLedger batches, ILeaseLedger leases, IInstanceStore store, TimeSpan keepFor, string holder, TimeProvider time)
{
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(15);

    /// <returns>How many objects were deleted.</returns>
    public async ValueTask<int> RunOnceAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await leases.TakeLeaseAsync(new Lease(LeaseNames.Retention, holder, now + LeaseLength), now - ClockMargin, cancellation))
            return 0;
        var deleted = 0;
        await foreach (var batch in batches.ListUnretiredAsync(now - keepFor, cancellation))
        {
            if (batch.ClosedAt <= now - keepFor && await MayGoAsync(batch, cancellation))
                deleted += await RetireAsync(batch, cancellation);
        }
        return deleted;
    }

    private async ValueTask<bool> MayGoAsync(BatchRow batch, CancellationToken cancellation)
    {
        await foreach (var row in batches.ListInstancesOfAsync(batch.Id, cancellation))
        {
            if (row.Deliveries.Any(delivery => !HasArrived(delivery.State)))
                return false;
        }
        return true;
    }

    private async ValueTask<int> RetireAsync(BatchRow batch, CancellationToken cancellation)
    {
        var deleted = 0;
        await foreach (var row in batches.ListInstancesOfAsync(batch.Id, cancellation))
        {
            foreach (var delivery in row.Deliveries.Where(delivery => delivery.Batch == batch.Id))
            {
                if (row.ObjectOf(delivery) is { } key && await store.DeleteAsync(key, cancellation))
                    deleted++;
            }
        }
        // Only now: a run that broke off is taken up again.
        await batches.UpdateBatchAsync(batch with { RetiredAt = time.GetUtcNow() }, cancellation);
        return deleted;
    }

    private static bool HasArrived(DeliveryState state) =>
        state is DeliveryState.Imported or DeliveryState.Forwarded or DeliveryState.Discarded or DeliveryState.Superseded;
}
