using System.CommandLine;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp import quarantine</c>: what is quarantined, why, and where its object is.</summary>
internal static class ImportQuarantineCommand
{
    private const int StandardLimit = 100;

    public static Command Create(CommandContext context)
    {
        var since = new Option<string?>("--since") { Description = $"Only what arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var limit = new Option<int?>("--limit") { Description = $"At most so many (default: {StandardLimit}; with --json all)", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object per line, as `storescp status --instances --json`" };
        var command = new Command("quarantine", "List what is quarantined, why, and where its object is") { since, limit, json };
        HelpExamples.AddTo(command,
            "storescp import quarantine",
            "storescp import quarantine --since 7d --json");
        command.SetAction((result, cancellation) => RunAsync(
            context,
            new InstanceQuery
            {
                States = [DeliveryState.Quarantined],
                Since = SinceText.Require("--since", result.GetValue(since), context.Time.GetUtcNow()),
                Limit = result.GetValue(limit) is { } n ? Math.Max(1, n) : result.GetValue(json) ? null : StandardLimit,
            },
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, InstanceQuery query, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, options) =>
        {
            var count = await LedgerReading.WriteInstancesAsync(context, ledger.Batches, ledger.Instances.ListInstancesAsync(query, cancellation), asJson, cancellation);
            if (count == 0)
                await context.Error.WriteLineAsync("Nothing is quarantined.");
            else if (!asJson)
                await context.Error.WriteLineAsync($"Objects are below {PlaceOf(options)}.");
            if (!asJson && count == query.Limit)
                await context.Error.WriteLineAsync($"Only the newest {count} are shown; --limit N shows more.");
            return ExitCode.Success;
        }, cancellation);

    private static string PlaceOf(StoreScpOptions options) => options.Storage.Provider == StorageProvider.Aws
        ? $"s3://{options.Aws.Bucket}"
        : Path.Combine(Path.GetFullPath(options.Storage.Path), "objects");
}
