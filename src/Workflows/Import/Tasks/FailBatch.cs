using StoreScp.Import.Results;
using StoreScp.Storage;

namespace StoreScp.Import.Tasks;

/// <summary>The import as a whole failed: what results there are are recorded, every other delivery fails with the reason, and the batch is final.</summary>
internal sealed class FailBatch(BatchDesk desk, ResultReader reader, ResultRecorder recorder, TimeProvider time)
{
    public async ValueTask<ClosedBatch> RunAsync(ImportState state, CancellationToken cancellation)
    {
        if (await desk.FindOwnAsync(state, cancellation) is { } batch)
            await RunAsync(batch, ReasonOf(state, batch), state.Job, cancellation);
        return new ClosedBatch(nameof(BatchState.Failed));
    }

    public async ValueTask RunAsync(BatchRow batch, string reason, ImportJob? job, CancellationToken cancellation)
    {
        var results = job?.OutputS3Uri is { } output ? await reader.ReadAsync(output, batch.DatastoreId, job.JobId, cancellation) : null;
        await recorder.RecordAsync(batch, results, leaveServerErrors: false, reason, cancellation);
        await desk.UpdateAsync(batch with { State = BatchState.Failed, Reason = reason, ClosedAt = time.GetUtcNow() }, cancellation);
    }

    private static string ReasonOf(ImportState state, BatchRow batch) =>
        state.Error is { } error ? $"The import stopped with {error.Error}: {ReasonText.Shorten(CauseOf(error))}" : batch.Reason ?? "The import failed";

    /// <summary>A Lambda function's cause is JSON with the message inside.</summary>
    private static string? CauseOf(ImportError error) => LambdaCause.MessageOf(error.Cause) ?? error.Cause;
}
