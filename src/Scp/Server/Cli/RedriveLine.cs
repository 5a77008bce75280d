using StoreScp.Import.Repair;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>One batch of `storescp import redrive --json`. These names are fixed: scripts read them.</summary>
/// <param name="BatchId">The batch that was to be tried again.</param>
/// <param name="NewBatchId">The batch that carries the files now, the same one for a whole batch; null when there was nothing to do.</param>
/// <param name="Files">How many files are tried again.</param>
/// <param name="Refused">Why it was not done; null when it was.</param>
internal sealed record RedriveLine(string BatchId, string? NewBatchId, int Files, string? Refused)
{
    public static RedriveLine Of(BatchId batch, OperatorRedriveReport report) =>
        new(batch.ToString(), report.Files == 0 ? null : report.Batch.Id.ToString(), report.Files, null);

    public static RedriveLine Of(BatchId batch, string refused) => new(batch.ToString(), null, 0, refused);

    private string FilesText => Files == 1 ? "1 file" : $"{Files} files";

    public string Text() => this switch
    {
        { Refused: { } refused } => $"Batch {BatchId} is not tried again: {refused}",
        { Files: 0 } => $"Batch {BatchId} has nothing to try again.",
        _ when NewBatchId == BatchId => $"Batch {BatchId} is imported again as a whole: {FilesText}.",
        _ => $"What failed of batch {BatchId} is imported again in batch {NewBatchId}: {FilesText}.",
    };
}
