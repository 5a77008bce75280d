using System.CommandLine;
using System.Globalization;
using StoreScp.Server.Logging;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp forward list</c>: forwards, those of the newest instances first.</summary>
internal static class ForwardListCommand
{
    private const int StandardLimit = 100;

    public static Command Create(CommandContext context)
    {
        var route = new Option<string?>("--route") { Description = "Only by this route", HelpName = "NAME" };
        var state = new Option<ForwardState?>("--state") { Description = "Only in this state", HelpName = string.Join('|', Enum.GetNames<ForwardState>()) };
        var since = new Option<string?>("--since") { Description = $"Only what arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var limit = new Option<int?>("--limit") { Description = $"At most so many (default: {StandardLimit}; with --json all)", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON object per line" };
        var command = new Command("list", "List forwards, newest first") { route, state, since, limit, json };
        HelpExamples.AddTo(command,
            "storescp forward list",
            "storescp forward list --route pacs --state Failed --since 1d",
            "storescp forward list --state Waiting --json");
        command.SetAction((result, cancellation) => RunAsync(
            context,
            new ForwardQuery
            {
                Route = result.GetValue(route),
                State = result.GetValue(state),
                Since = SinceText.Require("--since", result.GetValue(since), context.Time.GetUtcNow()),
                Limit = result.GetValue(limit) is { } n ? Math.Max(1, n) : result.GetValue(json) ? null : StandardLimit,
            },
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static Task<int> RunAsync(CommandContext context, ForwardQuery query, bool asJson, CancellationToken cancellation) =>
        LedgerReading.RunAsync(context, async (ledger, _) =>
        {
            var count = 0;
            var table = Terminal.Table("Queued", "State", "Attempts", "Next attempt", "Route", "Destination", "SOP Instance UID", "Reason");
            await foreach (var forward in ledger.Forwards.ListForwardsAsync(query, cancellation))
            {
                count++;
                if (asJson)
                    await context.Output.WriteLineAsync(CliJson.Line(ForwardLine.Of(forward), CliJson.Default.ForwardLine));
                else
                    table.AddTextRow(CellsOf(forward));
            }
            if (table.Rows.Count > 0)
                Terminal.On(context.Output).Write(table);
            if (count == 0)
                await context.Error.WriteLineAsync("Nothing to show: the ledger has no such forwards.");
            else if (!asJson && count == query.Limit)
                await context.Error.WriteLineAsync($"Only the newest {count} are shown; --limit N shows more.");
            return ExitCode.Success;
        });

    private static string[] CellsOf(ForwardRow forward) =>
    [
        InstanceLine.Time(forward.QueuedAt), forward.State.ToString(), forward.Attempts.ToString(CultureInfo.InvariantCulture),
        forward is { State: ForwardState.Waiting, NextAttemptAt: { } next } ? InstanceLine.Time(next) : "-",
        forward.Key.Route, LogText.Escape(forward.Destination), LogText.Escape(forward.SOPInstanceUID), LogText.Escape(forward.Reason ?? ""),
    ];
}
