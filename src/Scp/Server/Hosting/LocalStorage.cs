using StoreScp.Dicom;
using StoreScp.Receiving;
using StoreScp.Receiving.Commitments;
using StoreScp.Server.Admin;
using StoreScp.Server.Cli;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Hosting;

/// <summary>Objects and ledger on this machine, opened for receiving.</summary>
internal sealed class LocalStorage : IAsyncDisposable
{
    private readonly IInstanceStore _store;
    private readonly ILedger _ledger;
    private readonly ICommitmentLedger _commitments;
    private readonly ScratchFolder _scratch;

    private LocalStorage(
        IInstanceStore store, ILedger ledger, ICommitmentLedger commitments, ScratchFolder scratch, StoreScpOptions options, TimeProvider time)
    {
        (_store, _ledger, _commitments, _scratch) = (store, ledger, commitments, scratch);
        var receiving = new ReceivingOptions
        {
            ReadLimits = new DicomReadLimits
            {
                MaximumHeaderBytes = options.Limits.MaximumHeaderBytes,
                MaximumTrailerBytes = options.Limits.MaximumHeaderBytes,
                MaximumSequenceDepth = options.Limits.MaximumSequenceDepth,
            },
            DuplicatePolicy = options.Scp.DuplicatePolicy,
            InvalidUIDPolicy = options.Scp.InvalidUIDPolicy,
            ScratchDirectory = scratch.Path,
        };
        Scp = new StorageScp(store, ledger, receiving, time);
        Sweep = new Sweep(store, ledger, new OrphanAdopter(store, ledger, receiving), new SweepOptions(), time);
    }

    public StorageScp Scp { get; }

    public Sweep Sweep { get; }

    public IHealthReason Reason => new LimitReason(() => _store.HasRoomFor(0) ? null : "the disk is nearly full (Limits:MinimumFreeDiskBytes)");

    /// <summary>Throws <see cref="CommandException"/> with one sentence when the folder cannot be used.</summary>
    public static async Task<LocalStorage> OpenAsync(StoreScpOptions options, StoreScpMetrics metrics, TimeProvider time)
    {
        var local = new LocalStorageOptions
        {
            Path = options.Storage.Path,
            Durability = options.Storage.Durability,
            MinimumFreeBytes = options.Limits.MinimumFreeDiskBytes,
        };
        LocalInstanceStore? store = null;
        SqliteLedger? ledger = null;
        try
        {
            store = LocalInstanceStore.Open(local, time);
            ledger = SqliteLedger.Open(local);
            var scratch = ScratchFolder.Create(options.Storage.Path);
            return new(new MeteredStore(store, metrics, time), new MeteredLedger(ledger, metrics, time), ledger.Commitments, scratch, options, time);
        }
        catch (Exception e) when (e is StorageSetupException or CommandException)
        {
            if (ledger is not null)
                await ledger.DisposeAsync();
            if (store is not null)
                await store.DisposeAsync();
            throw e as CommandException ?? new CommandException(ExitCode.StorageUnavailable, e.Message, e);
        }
    }

    public StorageCommitment CommitmentScp(
        IAnsweringAssociations outgoing, CommitmentOptions options, string owner, TimeProvider time, ICommitmentObserver observer) =>
        new(_commitments, _ledger, _store, outgoing, options, owner, time, observer);

    /// <summary>The ledger for reading only, beside a running server or without one.</summary>
    public static ILedgerReader OpenReader(StoreScpOptions options) => SqliteLedgerReader.Open(options.Storage.Path);

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _scratch.Dispose();
    }
}
