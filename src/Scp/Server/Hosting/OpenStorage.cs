using StoreScp.Server.Cli;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Hosting;

/// <summary>Opens storage as the settings say; what is wrong with it becomes a sentence and an exit code.</summary>
internal static class OpenStorage
{
    /// <summary>For writing: the server, and the commands that set things going again.</summary>
    /// <param name="scratch">A folder of this process alone; null in commands, which receive nothing.</param>
    public static Task<StorageAdapters> ForWritingAsync(StoreScpOptions options, string? scratch, TimeProvider time, CancellationToken cancellation) =>
        ExplainAsync(() => options.Storage.Provider switch
        {
            StorageProvider.Aws => AwsAdapters.OpenAsync(options, scratch, time, cancellation),
            _ => LocalAdapters.OpenAsync(options, time),
        });

    /// <summary>For reading only.</summary>
    public static Task<LedgerReaders> ForReadingAsync(StoreScpOptions options, TimeProvider time, CancellationToken cancellation) =>
        ExplainAsync(() => options.Storage.Provider switch
        {
            StorageProvider.Aws => AwsAdapters.OpenReadersAsync(options, time, cancellation),
            _ => Task.FromResult(LocalAdapters.OpenReaders(options)),
        });

    private static async Task<T> ExplainAsync<T>(Func<Task<T>> open)
    {
        try
        {
            return await open();
        }
        catch (Exception e) when (e is StorageSetupException or StorageUnavailableException)
        {
            throw new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }
}
