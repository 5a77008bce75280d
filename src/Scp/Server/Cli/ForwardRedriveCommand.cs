using System.CommandLine;
using StoreScp.Server.Hosting;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp forward redrive</c>: puts what failed into the queue again; a running server then forwards it, or the next one to start.</summary>
internal static class ForwardRedriveCommand
{
    public static Command Create(CommandContext context)
    {
        var route = new Option<string?>("--route") { Description = "Only by this route", HelpName = "NAME" };
        var since = new Option<string?>("--since") { Description = $"Only what arrived since then: {SinceText.Forms}", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "One JSON object per forward" };
        var command = new Command("redrive", "Forward again what failed") { route, since, json };
        HelpExamples.AddTo(command,
            "storescp forward redrive",
            "storescp forward redrive --route pacs --since 1d");
        command.SetAction((result, cancellation) => RunAsync(
            context,
            new ForwardQuery
            {
                Route = result.GetValue(route),
                State = ForwardState.Failed,
                Since = SinceText.Require("--since", result.GetValue(since), context.Time.GetUtcNow()),
            },
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ForwardQuery query, bool asJson, CancellationToken cancellation)
    {
        List<ForwardRow> failed = [];
        // A folder without a ledger must not get one from us, so that reading comes first.
        await LedgerReading.RunAsync(context, async (ledger, _) =>
        {
            failed = await ledger.Forwards.ListForwardsAsync(query, cancellation).ToListAsync(cancellation);
            return ExitCode.Success;
        }, cancellation);
        if (failed.Count == 0)
        {
            await context.Error.WriteLineAsync("Nothing to redrive: no forward failed.");
            return ExitCode.Success;
        }
        try
        {
            return await RedriveAsync(context, failed, asJson, cancellation);
        }
        catch (StorageUnavailableException e)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }

    private static async Task<int> RedriveAsync(CommandContext context, List<ForwardRow> failed, bool asJson, CancellationToken cancellation)
    {
        await using var ledger = await OpenStorage.ForWritingAsync(context.RequireOptions(), scratch: null, context.Time, cancellation);
        var count = 0;
        foreach (var forward in failed)
        {
            if (!await ledger.Forwards.RedriveForwardAsync(forward, context.Time.GetUtcNow(), cancellation))
                continue;
            count++;
            if (asJson && await ledger.Forwards.FindForwardAsync(forward.Key, cancellation) is { } again)
                await context.Output.WriteLineAsync(CliJson.Line(ForwardLine.Of(again), CliJson.Default.ForwardLine));
        }
        if (!asJson)
            await context.Output.WriteLineAsync($"{count} {(count == 1 ? "instance is" : "instances are")} forwarded again.");
        return ExitCode.Success;
    }
}
