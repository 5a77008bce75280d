using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>The batch is final: each of its deliveries has its result, or goes on in another batch.</summary>
internal sealed class CloseBatch(BatchDesk desk, TimeProvider time)
{
    public async ValueTask<ClosedBatch> RunAsync(ImportState state, CancellationToken cancellation)
    {
        if (await desk.FindOwnAsync(state, cancellation) is { } batch)
            await desk.UpdateAsync(batch with { State = BatchState.Completed, ClosedAt = time.GetUtcNow() }, cancellation);
        return new ClosedBatch(nameof(BatchState.Completed));
    }
}
