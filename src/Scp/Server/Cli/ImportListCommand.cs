using System.CommandLine;
using System.Globalization;
using StoreScp.Server.Logging;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp import list</c>: batches, newest first.</summary>
internal static class ImportListCommand
{
    private const int StandardLimit = 100;

    public static Command Create(CommandContext context)
    {
        var state = new Option<BatchState?>("--state") { Description = "Only batches in this state", HelpName = string.Join('|', Enum.GetNames<BatchState>()) };
        var study = new Option<string?>("--study") { Description = "Only of this Study Instance UID, as stored", HelpName = "UID" };
        var since = new Option<string?>("--since") { Description = $"Only opened since then: {SinceText.Forms}", HelpName = "TIME" };
        var limit = new Option<int?>("--limit") { Description = $"At most so many (default: {StandardLimit}; with --json all)", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object per line" };
        var command = new Command("list", "List batches, newest first") { state, study, since, limit, json };
        HelpExamples.AddTo(command,
            "storescp import list",
            "storescp import list --state Failed --since 1d",
            "storescp import list --study 1.2.840.113619.2.55.3 --json");
        command.SetAction((result, cancellation) => RunAsync(
            context,
            new BatchQuery
            {
                State = result.GetValue(state),
                StudyInstanceUID = result.GetValue(study),
                Since = SinceText.Require("--since", result.GetValue(since), context.Time.GetUtcNow()),
                Limit = result.GetValue(limit) is { } n ? Math.Max(1, n) : result.GetValue(json) ? null : StandardLimit,
            },
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, BatchQuery query, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, _) =>
        {
            var count = 0;
            var table = Terminal.Table("Opened", "State", "Instances", "Size", "Import job", "Batch", "Study Instance UID");
            await foreach (var batch in ledger.Batches.ListBatchesAsync(query, cancellation))
            {
                count++;
                if (asJson)
                    await context.Output.WriteLineAsync(CliJson.Line(BatchLine.Of(batch), CliJson.Default.BatchLine));
                else
                    table.AddTextRow(CellsOf(batch));
            }
            if (table.Rows.Count > 0)
                Terminal.On(context.Output).Write(table);
            if (count == 0)
                await context.Error.WriteLineAsync("Nothing to show: the ledger has no such batches.");
            else if (!asJson && count == query.Limit)
                await context.Error.WriteLineAsync($"Only the newest {count} are shown; --limit N shows more.");
            return ExitCode.Success;
        });

    private static string[] CellsOf(BatchRow batch) =>
    [
        InstanceLine.Time(batch.OpenedAt), batch.State.ToString(),
        // Counted when it is sealed.
        batch.SealedAt is null ? "-" : batch.Instances.ToString(CultureInfo.InvariantCulture),
        batch.SealedAt is null ? "-" : ByteSizeText.ForPeople(batch.Bytes),
        batch.JobId is { } job ? LogText.Escape($"{job} {batch.JobStatus}") : "-", batch.Id.ToString(), LogText.Escape(batch.StudyInstanceUID),
    ];
}
