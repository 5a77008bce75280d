using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Protocol.Associations;
using StoreScp.Storage;
using StoreScp.Storage.Local;
using StoreScp.Testing;

namespace StoreScp.Forwarding.Tests;

/// <summary>A real store and ledger with forwards in its queue, a destination in memory, and a clock that the test owns.</summary>
internal sealed class ForwardingWorld : IAsyncDisposable, IForwardObserver
{
    public const string Destination = "PACS";
    public const string Route = "pacs";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storescp-forwarding-");
    private readonly LocalInstanceStore _store;
    private readonly Synthetic _synthetic = new();
    private SqliteLedger _ledger;

    public ForwardingWorld()
    {
        _store = LocalInstanceStore.Open(Storage, Time);
        _ledger = SqliteLedger.Open(Storage);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    public TestDestination Peer { get; } = new();
    public ForwardingOptions Options { get; set; } = new() { AssociationsPerDestination = 1 };
    public ILedger Ledger => _ledger;
    public IForwardLedger Forwards => _ledger.Forwards;
    public IInstanceStore Store => _store;
    public List<string> Events { get; } = [];

    private LocalStorageOptions Storage => new() { Path = Path.Combine(_folder.FullName, "data"), Durability = Durability.OsCache };

    /// <summary>A process that forwards; each has its own memory and name.</summary>
    public Forwarder Process(string owner = "p1", IForwardConnections? connections = null) => new(
        Forwards, Ledger, Store, connections ?? Peer, Options, new RequestorOptions { CloseGuard = TimeSpan.Zero, DimseTimeout = TimeSpan.FromHours(1) }, owner, Time, this, new Random(1));

    /// <summary>One look at the queue of a process that has just started.</summary>
    public Task RunAsync() => Process().RunOnceAsync();

    public async Task<SyntheticInstance> QueueAsync(SyntheticInstance? instance = null, string destination = Destination)
    {
        instance ??= _synthetic.MR();
        var row = RowOf(instance, destination);
        await using (var writer = await Store.CreateAsync(row.ObjectKey!.Value, default))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(instance.FileToArray()), default);
            await writer.CommitAsync(default);
        }
        (await Ledger.AddAsync(row, default)).Result.Should().Be(AddResult.Added);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        return instance;
    }

    public async Task<List<SyntheticInstance>> QueueAsync(int count)
    {
        List<SyntheticInstance> instances = [];
        while (instances.Count < count)
            instances.Add(await QueueAsync());
        return instances;
    }

    public async Task<InstanceRow> RowAsync(SyntheticInstance instance) => (await Ledger.FindByReceivedAsync(instance.SOPInstanceUID, default)).Single();

    public async Task<Delivery> DeliveryAsync(SyntheticInstance instance) => (await RowAsync(instance)).Deliveries.Single();

    public async Task<ForwardRow> ForwardAsync(SyntheticInstance instance) =>
        (await Forwards.FindForwardAsync(new ForwardKey((await RowAsync(instance)).Receipt, Route), default))!;

    /// <summary>The process ends, and the next one opens the ledger.</summary>
    public async Task RestartAsync()
    {
        await _ledger.DisposeAsync();
        _ledger = SqliteLedger.Open(Storage);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    void IForwardObserver.Forwarded(ForwardRow forward, string? remark) => Note($"forwarded {remark}");

    void IForwardObserver.Failed(ForwardRow forward, string why) => Note($"failed: {why}");

    void IForwardObserver.Postponed(ForwardRow forward, string why) => Note($"postponed: {why}");

    void IForwardObserver.Paused(string destinationAETitle, string why, DateTimeOffset until, int failures) => Note($"paused {failures}: {why}");

    void IForwardObserver.Faulted(string destinationAETitle, Exception exception) => Note($"faulted: {exception.Message}");

    private void Note(string text)
    {
        lock (Events)
            Events.Add(text.Trim());
    }

    private InstanceRow RowOf(SyntheticInstance instance, string destination)
    {
        var identity = new InstanceIdentity
        {
            SOPClassUID = instance.SOPClassUID,
            SOPInstanceUID = instance.SOPInstanceUID,
            StudyInstanceUID = instance.StudyInstanceUID,
            SeriesInstanceUID = instance.SeriesInstanceUID,
            TransferSyntaxUID = instance.TransferSyntaxUID,
        };
        var receipt = ReceiptId.Create(Time);
        return new InstanceRow
        {
            Receipt = receipt,
            Received = identity,
            Stored = identity,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.7",
            AssociationId = "a1",
            ObjectKey = ObjectKeys.ForInstance(instance.StudyInstanceUID, instance.SOPInstanceUID, receipt),
            Bytes = 1000,
            ContentHash = new string('0', 32),
            ContentLength = 900,
            Deliveries = [new Delivery(Route, DeliveryState.Stored) { ForwardTo = destination }],
        };
    }
}
