using StoreScp.Dicom;
using StoreScp.Receiving;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Commitments;
using StoreScp.Receiving.PreStore;
using StoreScp.Server.Admin;
using StoreScp.Server.Metrics;
using StoreScp.Server.Settings;
using StoreScp.Storage;

namespace StoreScp.Server.Hosting;

/// <summary>Objects and ledger, opened for receiving.</summary>
internal sealed class ServerStorage : IAsyncDisposable
{
    /// <summary>Some task sweeps every quarter of an hour; only where all of them were down for longer would anything stay unseen.</summary>
    private static readonly TimeSpan AwsLookBack = TimeSpan.FromDays(7);

    private readonly StorageAdapters _adapters;
    private readonly ICommitmentLedger _commitments;
    private readonly ScratchFolder _scratch;
    private readonly ReceivingOptions _receiving;
    private readonly TimeProvider _time;

    private ServerStorage(StorageAdapters adapters, ScratchFolder scratch, StoreScpOptions options, IdentifierProtection? protection, StoreScpMetrics metrics, TimeProvider time)
    {
        (_adapters, _scratch, _time) = (adapters, scratch, time);
        Store = new MeteredStore(adapters.Store, metrics, time);
        Ledger = new MeteredLedger(adapters.Ledger, metrics, time);
        _commitments = protection is null ? adapters.Commitments : new SealedCommitmentLedger(adapters.Commitments, protection);
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
            HandledHeaderBytes = options.Limits.HandledHeaderBytes,
            MemoryWait = options.Limits.MemoryWait,
            AnswerDeadline = options.Limits.AnswerDeadline,
            ScratchDirectory = scratch.Path,
        };
        Adopter = new OrphanAdopter(Store, Ledger, _receiving);
        Sweep = new Sweep(Store, Ledger, Adopter, new SweepOptions { FirstLookBack = options.Storage.Provider == StorageProvider.Aws ? AwsLookBack : null }, time);
    }

    public IInstanceStore Store { get; }

    public ILedger Ledger { get; }

    public IBatchLedger Batches => _adapters.Batches;

    public ILeaseLedger Leases => _adapters.Leases;

    public IForwardLedger Forwards => _adapters.Forwards;

    public OrphanAdopter Adopter { get; }

    public Sweep Sweep { get; }

    public IHealthReason Reason => new LimitReason(() => Store.HasRoomFor(0) ? null : "the disk is nearly full (Limits:MinimumFreeDiskBytes)");

    /// <summary>Throws <see cref="Cli.CommandException"/> with one sentence when it cannot be used.</summary>
    /// <param name="protection">Of what de-identified instances were received as; null: the site has no key for it.</param>
    public static async Task<ServerStorage> OpenAsync(
        StoreScpOptions options, IdentifierProtection? protection, StoreScpMetrics metrics, TimeProvider time, CancellationToken cancellation)
    {
        var scratch = ScratchFolder.Create(options.Storage.Path);
        try
        {
            return new(await OpenStorage.ForWritingAsync(options, scratch.Path, time, cancellation), scratch, options, protection, metrics, time);
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <param name="batches">Null where nothing is imported.</param>
    /// <param name="pipeline">Null where no plugins are used.</param>
    public StorageScp CreateScp(Batches? batches, IPreStorePipeline? pipeline) => new(Store, Ledger, batches, _receiving, _time, pipeline);

    public StorageCommitment CommitmentScp(
        IAnsweringAssociations outgoing, CommitmentOptions options, string owner, TimeProvider time, ICommitmentObserver observer) =>
        new(_commitments, Ledger, Store, outgoing, options, owner, time, observer, _receiving.IdentifierProtection);

    public async ValueTask DisposeAsync()
    {
        await _adapters.DisposeAsync();
        _scratch.Dispose();
    }
}
