using System.CommandLine;
using StoreScp.Server.Logging;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp import show</c>: one batch, what became of its instances, and those that were not imported.</summary>
internal static class ImportShowCommand
{
    /// <summary>The count of deliveries that have no result yet.</summary>
    private const string InFlight = "InFlight";

    public static Command Create(CommandContext context)
    {
        var id = new Argument<BatchId?>("BATCH") { Description = "The batch id", CustomParser = BatchIdText.Parse };
        var json = new Option<bool>("--json") { Description = "One JSON object per line: the batch, then its failures" };
        var command = new Command("show", "Show a batch, what became of its instances, and why some were not imported") { id, json };
        HelpExamples.AddTo(command,
            "storescp import show 019ab0c1d2e3f4058697a8b9cadbecfd",
            "storescp import show 019ab0c1d2e3f4058697a8b9cadbecfd --json");
        command.SetAction((result, cancellation) => RunAsync(context, result.GetValue(id)!.Value, result.GetValue(json), cancellation));
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, BatchId id, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, _) =>
        {
            var batch = await ledger.Batches.FindBatchAsync(id, cancellation)
                ?? throw new CommandException(ExitCode.Failed, $"There is no batch {id}.");
            var states = await CountAsync(ledger.Batches, id, cancellation);
            if (asJson)
                await context.Output.WriteLineAsync(CliJson.Line(BatchLine.Of(batch) with { States = states }, CliJson.Default.BatchLine));
            else
                foreach (var line in TextOf(batch, states))
                    await context.Output.WriteLineAsync(line);
            var failures = ledger.Batches.ListInstancesOfAsync(id, cancellation)
                .Where(row => row.Deliveries.Any(delivery => delivery.Batch == id && delivery.State is DeliveryState.Failed or DeliveryState.Quarantined));
            await LedgerReading.WriteInstancesAsync(context, ledger.Batches, failures, asJson, cancellation);
            return ExitCode.Success;
        });

    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(IBatchLedgerReader ledger, BatchId id, CancellationToken cancellation)
    {
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        await foreach (var row in ledger.ListInstancesOfAsync(id, cancellation))
        {
            foreach (var delivery in row.Deliveries.Where(delivery => delivery.Batch == id))
            {
                var state = delivery.IsFinal ? delivery.State.ToString() : InFlight;
                counts[state] = counts.GetValueOrDefault(state) + 1;
            }
        }
        return counts;
    }

    private static IEnumerable<string> TextOf(BatchRow batch, IReadOnlyDictionary<string, int> states)
    {
        yield return $"Batch {batch.Id}: {batch.State}";
        foreach (var step in BatchTrace.Steps(batch))
            yield return $"  {(step.At is { } at ? InstanceLine.Time(at) : "-"),-20}  {step.Step,-14}  {LogText.Escape(step.Detail)}";
        yield return $"  instances: {(states.Count == 0 ? "none" : string.Join(", ", states.Select(pair => $"{pair.Value} {pair.Key}")))}";
    }
}
