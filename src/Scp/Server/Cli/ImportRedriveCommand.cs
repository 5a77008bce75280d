using System.CommandLine;
using StoreScp.Import.Repair;
using StoreScp.Server.Hosting;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp import redrive</c>: sets what failed going again; a running server then imports it, or the next one to start.</summary>
internal static class ImportRedriveCommand
{
    /// <summary>Batches of one run; the next run takes the rest.</summary>
    private const int MaximumBatches = 10_000;

    public static Command Create(CommandContext context)
    {
        var id = new Argument<BatchId?>("BATCH") { Description = "The batch id; its quarantined files are tried again too", CustomParser = BatchIdText.Parse, Arity = ArgumentArity.ZeroOrOne };
        var failed = new Option<bool>("--failed") { Description = "Every batch with failed instances; quarantined ones stay where they are" };
        var since = new Option<string?>("--since") { Description = $"With --failed: only instances that arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "One JSON object per batch" };
        var command = new Command("redrive", "Import again what failed: one batch, or every one with failures") { id, failed, since, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(id)?.Tokens.Count == 1 == result.GetValue(failed))
                result.AddError("redrive needs a BATCH or --failed.");
            else if (result.GetResult(since) is not null && !result.GetValue(failed))
                result.AddError("--since goes with --failed.");
        });
        HelpExamples.AddTo(command,
            "storescp import redrive 019ab0c1d2e3f4058697a8b9cadbecfd",
            "storescp import redrive --failed --since 1d");
        command.SetAction((result, cancellation) => RunAsync(
            context, result.GetValue(id), SinceText.Require("--since", result.GetValue(since), context.Time.GetUtcNow()), result.GetValue(json), cancellation));
        return command;
    }

    /// <param name="context">Settings, output and clock.</param>
    /// <param name="id">Null: every batch with failures.</param>
    private static async Task<int> RunAsync(CommandContext context, BatchId? id, DateTimeOffset? since, bool asJson, CancellationToken cancellation)
    {
        IReadOnlyCollection<BatchId> chosen = [];
        // A folder without a ledger must not get one from us, so that reading comes first.
        await LedgerReading.RunAsync(context, async (ledger, _) =>
        {
            chosen = id is { } one ? [one] : await WithFailuresAsync(ledger.Instances, since, cancellation);
            return ExitCode.Success;
        }, cancellation);
        if (chosen.Count == 0)
            await context.Error.WriteLineAsync("Nothing to redrive: no instance failed.");
        if (chosen.Count == MaximumBatches)
            await context.Error.WriteLineAsync($"Only {MaximumBatches} batches are redriven; run it again for the rest.");
        return await RedriveAsync(context, chosen, quarantinedToo: id is not null, asJson, cancellation);
    }

    private static async Task<int> RedriveAsync(
        CommandContext context, IReadOnlyCollection<BatchId> chosen, bool quarantinedToo, bool asJson, CancellationToken cancellation)
    {
        await using var storage = await OpenStorage.ForWritingAsync(context.RequireOptions(), scratch: null, context.Time, cancellation);
        var redrive = new OperatorRedrive(storage.Batches, storage.Ledger, storage.Leases, storage.Store, context.Time);
        var refused = false;
        foreach (var batch in chosen)
        {
            var line = await TryRedriveAsync(redrive, batch, quarantinedToo, cancellation);
            refused |= line.Refused is not null;
            await context.Output.WriteLineAsync(asJson ? CliJson.Line(line, CliJson.Default.RedriveLine) : line.Text());
        }
        return refused ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task<RedriveLine> TryRedriveAsync(OperatorRedrive redrive, BatchId batch, bool quarantinedToo, CancellationToken cancellation)
    {
        try
        {
            return RedriveLine.Of(batch, await redrive.RunAsync(batch, quarantinedToo, cancellation));
        }
        catch (Exception e) when (e is RedriveRefusedException or StorageUnavailableException)
        {
            // One object that is missing must not keep the other batches.
            return RedriveLine.Of(batch, e.Message);
        }
    }

    private static async Task<IReadOnlyCollection<BatchId>> WithFailuresAsync(ILedgerReader ledger, DateTimeOffset? since, CancellationToken cancellation)
    {
        HashSet<BatchId> found = [];
        await foreach (var row in ledger.ListInstancesAsync(new InstanceQuery { States = [DeliveryState.Failed], Since = since }, cancellation))
        {
            foreach (var delivery in row.Deliveries)
            {
                if (delivery is { State: DeliveryState.Failed, Batch: { } batch })
                    found.Add(batch);
            }
            if (found.Count >= MaximumBatches)
                break;
        }
        return found;
    }
}
