using System.CommandLine;
using System.Globalization;
using StoreScp.Server.Logging;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp reconcile</c>: proves that everything received is accounted for, and lists what is not imported.</summary>
internal static class ReconcileCommand
{
    private const int StandardLimit = 100;

    /// <summary>Everything but what is where it should be.</summary>
    private static readonly DeliveryState[] NotImported =
        [DeliveryState.Stored, DeliveryState.Failed, DeliveryState.Quarantined, DeliveryState.Discarded, DeliveryState.Superseded];

    public static Command Create(CommandContext context)
    {
        var since = new Option<string?>("--since") { Description = $"Only what arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Only what arrived before then, written likewise", HelpName = "TIME" };
        var limit = new Option<int>("--limit") { Description = "At most so many instances that are not imported", DefaultValueFactory = _ => StandardLimit, HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object per line: the days first, then the instances" };
        var command = new Command("reconcile", "Prove that everything received is accounted for, by calling AE title and UTC day") { since, until, limit, json };
        HelpExamples.AddTo(command,
            "storescp reconcile",
            "storescp reconcile --since 2026-11-01 --until 2026-12-01",
            "storescp reconcile --since 1d --json --limit 10000");
        command.SetAction((result, cancellation) =>
        {
            var now = context.Time.GetUtcNow();
            var query = new InstanceQuery
            {
                Since = SinceText.Require("--since", result.GetValue(since), now),
                Until = SinceText.Require("--until", result.GetValue(until), now),
                States = NotImported,
                Limit = Math.Max(0, result.GetValue(limit)),
            };
            return RunAsync(context, query, result.GetValue(json), cancellation);
        });
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, InstanceQuery query, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, _) =>
        {
            var addsUp = await WriteDaysAsync(context, ledger.Instances, query, asJson, cancellation);
            var listed = query.Limit == 0
                ? 0
                : await LedgerReading.WriteInstancesAsync(context, ledger.Batches, ledger.Instances.ListInstancesAsync(query, cancellation), asJson, cancellation);
            if (!asJson && listed > 0 && listed == query.Limit)
                await context.Error.WriteLineAsync($"Only the newest {listed} that are not imported are shown; --limit N shows more.");
            if (!addsUp)
                await context.Error.WriteLineAsync("It does not add up: some instance has no delivery. Please report it.");
            return addsUp ? ExitCode.Success : ExitCode.Failed;
        });

    private static async Task<bool> WriteDaysAsync(
        CommandContext context, ILedgerReader ledger, InstanceQuery query, bool asJson, CancellationToken cancellation)
    {
        var addsUp = true;
        var table = Terminal.Table(
            "Day (UTC)", "From", "Received", "Imported", "Forwarded", "Failed", "Quarantined", "Discarded", "Superseded", "In flight", "Duplicates", "Adds up");
        await foreach (var day in ledger.ReconcileAsync(query.Since, query.Until, cancellation))
        {
            var line = ReconcileLine.Of(day);
            addsUp &= line.AddsUp;
            if (asJson)
                await context.Output.WriteLineAsync(CliJson.Line(line, CliJson.Default.ReconcileLine));
            else
                table.AddTextRow(CellsOf(line));
        }
        if (table.Rows.Count > 0)
            Terminal.On(context.Output).Write(table);
        return addsUp;
    }

    private static string[] CellsOf(ReconcileLine line) =>
    [
        line.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), LogText.Escape(line.CallingAETitle),
        .. new[] { line.Received, line.Imported, line.Forwarded, line.Failed, line.Quarantined, line.Discarded, line.Superseded, line.InFlight, line.Duplicates }
            .Select(count => count.ToString(CultureInfo.InvariantCulture)),
        line.AddsUp ? "yes" : "NO",
    ];
}
