using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>The batch of one instance after another; neighbours share theirs, so the last one is kept.</summary>
internal sealed class BatchLookup(IBatchLedgerReader batches)
{
    private BatchRow? _last;

    /// <summary>Null when the delivery that <see cref="InstanceLine"/> shows has no batch.</summary>
    public async ValueTask<BatchRow?> FindAsync(InstanceRow row, CancellationToken cancellation)
    {
        if (InstanceLine.DeliveryOf(row).Batch is not { } id)
            return null;
        if (_last?.Id != id)
            _last = await batches.FindBatchAsync(id, cancellation);
        return _last;
    }
}
