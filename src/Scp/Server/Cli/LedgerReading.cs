using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Cli;

/// <summary>Commands that ask the ledger; whether the server runs makes no difference.</summary>
internal static class LedgerReading
{
    /// <summary>Opens the ledger for <paramref name="command"/>; what goes wrong with it becomes a sentence and exit code 4.</summary>
    public static async Task<int> RunAsync(CommandContext context, Func<LedgerReaders, StoreScpOptions, Task<int>> command)
    {
        var options = context.RequireOptions();
        try
        {
            await using var ledger = await OpenStorage.ForReadingAsync(options);
            return await command(ledger, options);
        }
        catch (StorageUnavailableException e)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }

    /// <summary>Writes each instance as four lines for a person, or as one JSON line; returns how many there were.</summary>
    public static async Task<int> WriteInstancesAsync(
        CommandContext context, IBatchLedgerReader batches, IAsyncEnumerable<InstanceRow> rows, bool asJson, CancellationToken cancellation)
    {
        var count = 0;
        var lookup = new BatchLookup(batches);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            var line = InstanceLine.Of(row, await lookup.FindAsync(row, cancellation));
            if (asJson)
                await context.Output.WriteLineAsync(CliJson.Line(line, CliJson.Default.InstanceLine));
            else
                foreach (var text in InstanceText.Lines(line))
                    await context.Output.WriteLineAsync(text);
            count++;
        }
        return count;
    }
}
