using StoreScp.Import.Repair;
using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>Brings the files that the service failed on into a new batch.</summary>
internal sealed class RedriveFiles(BatchDesk desk, Redrive redrive)
{
    /// <summary>The first of the redrives of a batch; operators' and the sweep's have higher numbers.</summary>
    internal const int Attempt = 0;

    public async ValueTask<RedrivenFiles> RunAsync(ImportState state, CancellationToken cancellation)
    {
        var batch = await desk.FindAsync(state, cancellation);
        var target = await redrive.RunAsync(batch, delivery => delivery.State == DeliveryState.Stored, Attempt, cancellation);
        return new RedrivenFiles(target.Id.ToString(), target.Instances);
    }
}
