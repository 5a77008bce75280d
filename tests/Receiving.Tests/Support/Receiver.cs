using System.Net;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Memory;
using StoreScp.Receiving.PreStore;
using StoreScp.Receiving.Routing;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Receiving.Tests.Support;

/// <summary>The receiver with a real store and ledger in a folder of its own, and associations in memory.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storescp-receiver-");
    private readonly List<Task> _associations = [];
    private readonly LocalInstanceStore _files;
    private readonly SqliteLedger _ledger;
    private StorageScp? _scp;

    /// <param name="batchOptions">Null: nothing is imported.</param>
    /// <param name="routes">Null: one data store, d1.</param>
    /// <param name="pipeline">Null: no plugin handlers.</param>
    public Receiver(
        ReceivingOptions? options = null, long budgetBytes = 64 * MemoryBudget.BlockBytes, TimeProvider? time = null, BatchOptions? batchOptions = null,
        RouteTable? routes = null, IPreStorePipeline? pipeline = null)
    {
        var storage = new LocalStorageOptions { Path = Path.Combine(_folder.FullName, "data"), Durability = Durability.OsCache };
        Time = time ?? TimeProvider.System;
        _files = LocalInstanceStore.Open(storage, Time);
        _ledger = SqliteLedger.Open(storage);
        Store = new JournalingStore(_files, Journal);
        Ledger = new JournalingLedger(_ledger, Journal);
        Options = (options ?? new ReceivingOptions { ScratchDirectory = "" }) with { ScratchDirectory = Scratch.FullName, Routes = routes ?? RouteTable.Of("d1") };
        Lease = new ProcessLease(_ledger.Batches, ProcessLease.DefaultLength, Time);
        Batches = batchOptions is null ? null : new Batches(_ledger.Batches, Lease, batchOptions, Time);
        Pipeline = pipeline;
        Budget = new MemoryBudget(budgetBytes, TimeSpan.FromSeconds(20), Time);
    }

    public TimeProvider Time { get; }
    public Journal Journal { get; } = new();
    public JournalingStore Store { get; }
    public JournalingLedger Ledger { get; }
    public ReceivingOptions Options { get; }
    public ProcessLease Lease { get; }
    public Batches? Batches { get; }
    public IPreStorePipeline? Pipeline { get; }
    public IBatchLedger BatchLedger => _ledger.Batches;
    public IForwardLedger Forwards => _ledger.Forwards;
    public MemoryBudget Budget { get; }
    public DirectoryInfo Scratch => _folder.CreateSubdirectory("scratch");
    public string ObjectsFolder => Path.Combine(_folder.FullName, "data", "objects");
    public List<Exception> Failures { get; } = [];
    public List<CStoreOutcome> Refusals { get; } = [];

    /// <summary>A modality whose association begins now.</summary>
    public Modality Connect()
    {
        var connection = new MemoryConnection();
        var pipe = new BlockDuplexPipe(connection.Ours, Budget);
        _scp ??= new StorageScp(Store, Ledger, Batches, Options, Time, Pipeline);
        var storage = _scp.ForConnection(pipe);
        var peer = new PeerConnection
        {
            Remote = new IPEndPoint(IPAddress.Loopback, 40_000),
            Local = new IPEndPoint(IPAddress.Loopback, 11112),
            AssociationId = "a1",
        };
        var association = new AcceptorAssociation(
            pipe, peer, new AcceptorOptions(), new AcceptAll(), new DimseServices { Storage = storage }, Time, new Observer(this));
        _associations.Add(association.RunAsync(ShutdownSignals.None));
        return new Modality(connection);
    }

    /// <summary>The rows of a SOP Instance UID.</summary>
    public async Task<IReadOnlyList<InstanceRow>> RowsAsync(string sopInstanceUID) => await Ledger.FindByReceivedAsync(sopInstanceUID, default);

    /// <summary>Every object as (key, bytes).</summary>
    public Dictionary<string, byte[]> Objects() => Directory.EnumerateFiles(ObjectsFolder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(ObjectsFolder, path), File.ReadAllBytes);

    /// <summary>Everything that the ledger's files hold.</summary>
    public byte[] LedgerBytes() => [.. Directory.EnumerateFiles(Path.Combine(_folder.FullName, "data"), "ledger.db*").Where(path => !path.EndsWith("-shm")).SelectMany(File.ReadAllBytes)];

    /// <summary>Completes when every association has ended.</summary>
    public Task AllEndedAsync() => Task.WhenAll(_associations);

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _files.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class AcceptAll : IAssociationPolicy
    {
        public ValueTask<AAssociateRJ?> CheckAsync(AAssociateRQ request, PeerConnection peer, CancellationToken cancellation) => new((AAssociateRJ?)null);

        public NegotiationRules RulesFor(AAssociateRQ request, PeerConnection peer) => new() { ImplementationClassUID = "2.25.1", ImplementationVersionName = "TEST" };
    }

    private sealed class Observer(Receiver receiver) : IAssociationObserver
    {
        public void InstanceAnswered(AssociationContext association, CStoreRQ request, DimseStatus status, long dataSetBytes, TimeSpan duration) =>
            receiver.Journal.Done($"answered {status}");

        public void InstanceRefused(AssociationContext association, CStoreOutcome outcome) => receiver.Refusals.Add(outcome);

        public void Failed(PeerConnection peer, Exception exception) => receiver.Failures.Add(exception);
    }
}
