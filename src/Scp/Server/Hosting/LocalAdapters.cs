using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Hosting;

/// <summary>Objects as files and the ledger in SQLite, both in Storage:Path.</summary>
internal static class LocalAdapters
{
    /// <exception cref="StorageSetupException">The folder or the ledger cannot be used.</exception>
    public static async Task<StorageAdapters> OpenAsync(StoreScpOptions options, TimeProvider time)
    {
        var local = new LocalStorageOptions
        {
            Path = options.Storage.Path,
            Durability = options.Storage.Durability,
            MinimumFreeBytes = options.Limits.MinimumFreeDiskBytes,
        };
        var store = LocalInstanceStore.Open(local, time);
        try
        {
            var ledger = SqliteLedger.Open(local);
            return new StorageAdapters
            {
                Store = store,
                Ledger = ledger,
                Batches = ledger.Batches,
                Leases = ledger.Batches,
                Forwards = ledger.Forwards,
                Commitments = ledger.Commitments,
            };
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The ledger for reading only, beside a running server or without one.</summary>
    /// <exception cref="StorageSetupException">There is none, or it cannot be read.</exception>
    public static LedgerReaders OpenReaders(StoreScpOptions options)
    {
        var reader = SqliteLedgerReader.Open(options.Storage.Path);
        return new LedgerReaders(reader, reader, reader);
    }
}
