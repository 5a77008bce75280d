using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>The steps of one batch, as its row tells them: of several jobs or executions the latest.</summary>
internal static class BatchTrace
{
    public static IEnumerable<TraceLine> Steps(BatchRow batch)
    {
        var step = new TraceLine { At = batch.OpenedAt, Step = "", Detail = "", BatchId = batch.Id.ToString() };
        yield return batch.RedriveOf is { } source
            ? step with { Step = "redrive opened", Detail = $"tries files of batch {source} again, redrive {batch.Redrives}" }
            : step with { Step = "batch opened", Detail = $"for study {batch.StudyInstanceUID} and data store {batch.DatastoreId}" };
        if (batch.SealedAt is { } sealedAt)
            yield return step with { At = sealedAt, Step = "batch sealed", Detail = SealOf(batch) };
        if (batch.StartedAt is { } startedAt)
            yield return step with { At = startedAt, Step = "import started", Detail = $"execution {batch.ExecutionName}", ExecutionName = batch.ExecutionName };
        if (batch.JobId is { } job)
        {
            var ofJob = step with { ImportJobId = job, State = batch.JobStatus };
            yield return ofJob with { At = batch.JobSubmittedAt, Step = "job submitted", Detail = $"import job {job}, named {batch.JobName}" };
            if (batch.JobEndedAt is { } endedAt)
                yield return ofJob with { At = endedAt, Step = "job ended", Detail = $"import job {job} is {batch.JobStatus}" };
        }
        if (batch.ClosedAt is { } closedAt)
        {
            var reason = batch.Reason is null ? "" : $": {batch.Reason}";
            yield return step with { At = closedAt, Step = "batch closed", Detail = $"{batch.State}{reason}", State = batch.State.ToString() };
        }
    }

    private static string SealOf(BatchRow batch)
    {
        var reason = batch.SealReason is { } why ? ReasonWords.Of(why) : "no reason is known";
        return $"{reason}: {batch.Instances} instances, {ByteSizeText.ForPeople(batch.Bytes)}";
    }
}
