using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Storage.Aws.S3;

namespace StoreScp.Server.Hosting;

/// <summary>Objects in S3 and the ledger in DynamoDB.</summary>
internal static class AwsAdapters
{
    /// <summary>Connections beside those of the associations: sweep, import, forwards, operators.</summary>
    private const int FurtherConnections = 64;

    // A modality waits some 30 s for its answer. After the last fragment come the object, the row, and when it fails the removal of what is left of it: 24 s in all.
    private static readonly TimeSpan ObjectBudget = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan CleanupBudget = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LedgerBudget = TimeSpan.FromSeconds(6);

    /// <param name="scratch">For parts of objects that find no memory; null: they are refused.</param>
    /// <exception cref="StorageSetupException">The table is not there, may not be used, or is not as it must be.</exception>
    /// <exception cref="StorageUnavailableException">DynamoDB does not answer.</exception>
    public static async Task<StorageAdapters> OpenAsync(StoreScpOptions options, string? scratch, TimeProvider time, CancellationToken cancellation)
    {
        var connections = new AwsConnections(options.Aws);
        var store = S3InstanceStore.Open(connections.S3, S3OptionsOf(options) with { SpillFolder = scratch }, time);
        try
        {
            var ledger = await OpenLedgerAsync(connections, options, time, cancellation);
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

    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<LedgerReaders> OpenReadersAsync(StoreScpOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var ledger = await OpenLedgerAsync(new AwsConnections(options.Aws), options, time, cancellation);
        return new LedgerReaders(ledger, ledger.Batches, ledger.Forwards);
    }

    public static S3StorageOptions S3OptionsOf(StoreScpOptions options) => new()
    {
        Bucket = options.Aws.Bucket!,
        KmsKeyId = options.Aws.KmsKeyId,
        Checksum = options.Aws.Checksum,
        PartBytes = (int)options.Aws.PartBytes,
        PartMemoryBytes = options.Aws.PartMemoryBytes,
        MemoryWait = options.Limits.MemoryWait,
        MaximumConnections = options.Scp.MaximumAssociations + FurtherConnections,
        OperationBudget = ObjectBudget,
        CleanupBudget = CleanupBudget,
    };

    public static DynamoDbOptions DynamoDbOptionsOf(StoreScpOptions options) => new()
    {
        Table = options.Aws.Table!,
        Budget = LedgerBudget,
        MaximumConnections = options.Scp.MaximumAssociations + FurtherConnections,
    };

    private static Task<DynamoDbLedger> OpenLedgerAsync(
        AwsConnections connections, StoreScpOptions options, TimeProvider time, CancellationToken cancellation) =>
        DynamoDbLedger.OpenAsync(connections.DynamoDB, DynamoDbOptionsOf(options), time, cancellation);
}
