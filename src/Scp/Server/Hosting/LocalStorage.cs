using StoreScp.Dicom;
using StoreScp.Receiving;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Commitments;
using StoreScp.Receiving.PreStore;
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
    private readonly ICommitmentLedger _commitments;
    private readonly ScratchFolder _scratch;
    private readonly ReceivingOptions _receiving;
    private readonly TimeProvider _time;

    private LocalStorage(
        IInstanceStore store, ILedger ledger, SqliteLedger file, ScratchFolder scratch, StoreScpOptions options, IdentifierProtection? protection, TimeProvider time)
    {
        (Store, Ledger, Batches, Forwards, _scratch, _time) = (store, ledger, file.Batches, file.Forwards, scratch, time);
        _commitments = protection is null ? file.Commitments : new SealedCommitmentLedger(file.Commitments, protection);
        _receiving = new ReceivingOptions
        {
            ReadLimits = new DicomReadLimits
            {
                MaximumHeaderBytes = options.Limits.MaximumHeaderBytes,
                MaximumTrailerBytes = options.Limits.MaximumHeaderBytes,
                MaximumSequenceDepth = options.Limits.MaximumSequenceDepth,
            },
            DuplicatePolicy = options.Scp.DuplicatePolicy,
            InvalidUIDPolicy = options.Scp.InvalidUIDPolicy,
            Routes = RouteSettings.TableOf(options),
            IdentifierProtection = protection,
            ScratchDirectory = scratch.Path,
        };
        Adopter = new OrphanAdopter(store, ledger, _receiving);
        Sweep = new Sweep(store, ledger, Adopter, new SweepOptions(), time);
    }

    public IInstanceStore Store { get; }

    public ILedger Ledger { get; }

    /// <summary>Batches and leases, in the ledger's file.</summary>
    public SqliteBatches Batches { get; }

    /// <summary>The queue of forwards, in the ledger's file.</summary>
    public IForwardLedger Forwards { get; }

    public OrphanAdopter Adopter { get; }

    public Sweep Sweep { get; }

    public IHealthReason Reason => new LimitReason(() => Store.HasRoomFor(0) ? null : "the disk is nearly full (Limits:MinimumFreeDiskBytes)");

    /// <summary>Throws <see cref="CommandException"/> with one sentence when the folder cannot be used.</summary>
    /// <param name="protection">Of what de-identified instances were received as; null: the site has no key for it.</param>
    public static async Task<LocalStorage> OpenAsync(StoreScpOptions options, IdentifierProtection? protection, StoreScpMetrics metrics, TimeProvider time)
    {
        var local = OptionsOf(options);
        LocalInstanceStore? store = null;
        SqliteLedger? ledger = null;
        try
        {
            store = LocalInstanceStore.Open(local, time);
            ledger = SqliteLedger.Open(local);
            var scratch = ScratchFolder.Create(options.Storage.Path);
            return new(new MeteredStore(store, metrics, time), new MeteredLedger(ledger, metrics, time), ledger, scratch, options, protection, time);
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

    /// <param name="batches">Null where nothing is imported.</param>
    /// <param name="pipeline">Null where no plugins are used.</param>
    public StorageScp CreateScp(Batches? batches, IPreStorePipeline? pipeline) => new(Store, Ledger, batches, _receiving, _time, pipeline);

    public StorageCommitment CommitmentScp(
        IAnsweringAssociations outgoing, CommitmentOptions options, string owner, TimeProvider time, ICommitmentObserver observer) =>
        new(_commitments, Ledger, Store, outgoing, options, owner, time, observer, _receiving.IdentifierProtection);

    public static LocalStorageOptions OptionsOf(StoreScpOptions options) => new()
    {
        Path = options.Storage.Path,
        Durability = options.Storage.Durability,
        MinimumFreeBytes = options.Limits.MinimumFreeDiskBytes,
    };

    /// <summary>The ledger for reading only, beside a running server or without one.</summary>
    public static SqliteLedgerReader OpenReader(StoreScpOptions options) => SqliteLedgerReader.Open(options.Storage.Path);

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Store.DisposeAsync();
        _scratch.Dispose();
    }
}
