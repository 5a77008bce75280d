using System.CommandLine;
using StoreScp.LocalRunner;
using StoreScp.Server.Logging;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp trace</c>: the whole life of instances, every step with its time, from the ledger and the executions of the workflow.</summary>
internal static class TraceCommand
{
    /// <summary>Instances that are traced without asking for more: their steps are sorted in memory.</summary>
    private const int StandardLimit = 1_000;

    /// <summary>Characters of a step in words: a handler lists up to a hundred elements.</summary>
    private const int MaximumDetail = 4_000;

    /// <summary>Accession numbers have no index: so far back rows are looked through.</summary>
    private static readonly TimeSpan AccessionWindow = TimeSpan.FromDays(30);

    public static Command Create(CommandContext context)
    {
        var instance = new Option<string?>("--instance") { Description = "The SOP Instance UID, as received or as stored", HelpName = "UID" };
        var study = new Option<string?>("--study") { Description = "The Study Instance UID, as received or as stored", HelpName = "UID" };
        var accession = new Option<string?>("--accession") { Description = "The Accession Number; looks through the last 30 days, or since --since", HelpName = "NO" };
        var since = new Option<string?>("--since") { Description = $"Only what arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var limit = new Option<int>("--limit") { Description = "At most so many instances, the newest", DefaultValueFactory = _ => StandardLimit, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object per step" };
        var command = new Command("trace", "Show the whole life of an instance, a study or an order, every step with its time") { instance, study, accession, since, limit, json };
        command.Validators.Add(result =>
        {
            if (new Option[] { instance, study, accession }.Count(option => result.GetResult(option) is not null) != 1)
                result.AddError("trace needs one of --instance, --study and --accession.");
        });
        HelpExamples.AddTo(command,
            "storescp trace --instance 1.2.840.113619.2.55.3.604688119.1",
            "storescp trace --study 1.2.840.113619.2.55.3 --json",
            "storescp trace --accession A10042 --since 90d");
        command.SetAction((result, cancellation) =>
        {
            var now = context.Time.GetUtcNow();
            var query = new InstanceQuery
            {
                SOPInstanceUID = result.GetValue(instance),
                StudyInstanceUID = result.GetValue(study),
                AccessionNumber = result.GetValue(accession),
                Since = SinceText.Require("--since", result.GetValue(since), now) ?? (result.GetValue(accession) is null ? null : now - AccessionWindow),
                Limit = Math.Max(1, result.GetValue(limit)),
            };
            return RunAsync(context, query, result.GetValue(json), cancellation);
        });
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, InstanceQuery query, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, options) =>
        {
            var rows = await (await InstanceLookup.CreateAsync(context, ledger.Instances, options, query, cancellation)).ListAsync(query, cancellation).ToListAsync(cancellation);
            if (rows.Count == 0)
            {
                await context.Error.WriteLineAsync(query.AccessionNumber is null
                    ? "The ledger has no such instances."
                    : $"The ledger has no such instances since {InstanceLine.Time(query.Since!.Value)}; --since looks further back.");
                return ExitCode.Failed;
            }
            await using var history = WorkflowTrace.TryOpen(options.Storage.Path);
            List<TraceLine> steps = [.. rows.SelectMany(InstanceTrace.Steps), .. await ForwardTrace.StepsAsync(ledger.Forwards, rows, cancellation)];
            foreach (var batch in await BatchesOfAsync(ledger.Batches, rows, cancellation))
            {
                steps.AddRange(BatchTrace.Steps(batch));
                if (history is not null)
                    steps.AddRange(await TryReadAsync(history, batch, context, cancellation));
            }
            // The order of equal times is that of the steps themselves: the sort is stable.
            foreach (var step in steps.OrderBy(step => step.At ?? DateTimeOffset.MaxValue))
                await context.Output.WriteLineAsync(asJson ? CliJson.Line(step, CliJson.Default.TraceLine) : TextOf(step));
            if (rows.Count == query.Limit)
                await context.Error.WriteLineAsync($"Only the newest {rows.Count} instances are traced; --limit N takes more.");
            return ExitCode.Success;
        });

    /// <summary>The batches of the deliveries, and those that these try again.</summary>
    private static async Task<IReadOnlyCollection<BatchRow>> BatchesOfAsync(
        IBatchLedgerReader ledger, IReadOnlyList<InstanceRow> rows, CancellationToken cancellation)
    {
        Dictionary<BatchId, BatchRow> found = [];
        foreach (var id in rows.SelectMany(row => row.Deliveries).Select(delivery => delivery.Batch).Distinct())
        {
            for (var next = id; next is { } known && !found.ContainsKey(known);)
            {
                if (await ledger.FindBatchAsync(known, cancellation) is not { } batch)
                    break;
                found.Add(known, batch);
                next = batch.RedriveOf;
            }
        }
        return found.Values;
    }

    private static async ValueTask<IReadOnlyList<TraceLine>> TryReadAsync(
        WorkflowHistory history, BatchRow batch, CommandContext context, CancellationToken cancellation)
    {
        try
        {
            return await WorkflowTrace.StepsAsync(history, batch, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            await context.Error.WriteLineAsync($"Without the retries of batch {batch.Id}: {e.Message}");
            return [];
        }
    }

    private static string TextOf(TraceLine step)
    {
        var time = step.At is { } at ? InstanceLine.Time(at) : "-";
        var subject = step.SOPInstanceUID ?? $"batch {step.BatchId}";
        return $"{time,-20}  {step.Step,-14}  {LogText.Escape(subject)}  {LogText.EscapeLong(step.Detail, MaximumDetail)}";
    }
}
