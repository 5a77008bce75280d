using System.Buffers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Import.Repair;
using StoreScp.LocalRunner;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Import.Tests;

/// <summary>Real ledger, store and workflow in a folder of their own, a scripted HealthImaging, and a clock that the test owns.</summary>
internal sealed class ImportWorld : IAsyncDisposable
{
    public const string Datastore = "0123456789abcdef0123456789abcdef";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storescp-import-");
    private readonly SqliteLedger _ledger;
    private readonly LocalInstanceStore _store;

    public ImportWorld(
        ImportOptions? options = null, Func<IInstanceStore, IInstanceStore>? wrapStore = null, Func<ILedger, ILedger>? wrapLedger = null,
        Func<IInstanceStore, ILedger, IOrphanAdopter>? adopter = null)
    {
        var storage = new LocalStorageOptions { Path = Path.Combine(_folder.FullName, "data"), Durability = Durability.OsCache };
        _ledger = SqliteLedger.Open(storage);
        _store = LocalInstanceStore.Open(storage, Time);
        Ledger = wrapLedger?.Invoke(_ledger) ?? _ledger;
        Store = wrapStore?.Invoke(_store) ?? _store;
        HealthImaging = new ScriptedHealthImaging(Time) { Keys = KeysBelow };
        Options = options ?? new ImportOptions { InputS3Uri = "s3://in/", OutputS3Uri = "s3://out/results/", DataAccessRoleArn = "arn:aws:iam::000000000000:role/import" };
        Adopter = adopter?.Invoke(Store, Ledger) ?? new RowPerObject(Ledger, Time);
        Functions = new ImportFunctions(Batches, Ledger, Store, HealthImaging, Adopter, HealthImaging, Options, Time);
        Workflows = new LocalWorkflows(
            ImportFunctions.Definition, Functions.Names.ToDictionary(name => name, name => (TaskHandler)((input, cancellation) => Functions.RunAsync(name, input, cancellation))),
            new LocalRunnerOptions { DatabasePath = Path.Combine(_folder.FullName, "workflows.db"), Holder = "test", JitterSeed = 1, MaximumRunning = 1 }, Time, NullLogger.Instance);
        Dispatcher = new Dispatcher(Batches, _ledger.Batches, Workflows, Options, "test", Time);
        Sweep = new ImportSweep(Batches, Ledger, _ledger.Batches, Store, HealthImaging, Adopter, HealthImaging, Workflows, Dispatcher, Options, "test", Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    public ILedger Ledger { get; }
    public IInstanceStore Store { get; }
    public IBatchLedger Batches => _ledger.Batches;
    public ILeaseLedger Leases => _ledger.Batches;
    public ScriptedHealthImaging HealthImaging { get; }
    public ImportOptions Options { get; }
    public IOrphanAdopter Adopter { get; }
    public ImportFunctions Functions { get; }
    public LocalWorkflows Workflows { get; }
    public Dispatcher Dispatcher { get; }
    public ImportSweep Sweep { get; }

    /// <summary>A sealed batch with these instances.</summary>
    public async Task<BatchRow> AddBatchAsync(string study, params string[] instances)
    {
        var batch = await AddOpenBatchAsync(study, "gone", instances);
        return (await Batches.UpdateBatchAsync(
            batch with { State = BatchState.Sealed, SealedAt = Time.GetUtcNow(), SealReason = SealReason.Quiet, Instances = instances.Length }, default))!;
    }

    public async Task<BatchRow> AddOpenBatchAsync(string study, string owner, params string[] instances)
    {
        var batch = new BatchRow
        {
            Id = BatchId.Create(Time),
            DatastoreId = Datastore,
            StudyInstanceUID = study,
            Owner = owner,
            OpenedAt = Time.GetUtcNow(),
        };
        await Batches.AddBatchAsync(batch, default);
        foreach (var instance in instances)
        {
            await AddObjectAsync(batch, instance);
            await AddRowAsync(batch, instance);
        }
        return batch;
    }

    public async Task<ObjectKey> AddObjectAsync(BatchRow batch, string instance)
    {
        var key = KeyOf(batch, instance);
        await using var writer = await _store.CreateAsync(key, default);
        await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[10]), default);
        await writer.CommitAsync(default);
        return key;
    }

    public Task AddRowAsync(BatchRow batch, string instance) =>
        _ledger.AddAsync(RowPerObject.Row(KeyOf(batch, instance), batch.Id, batch.StudyInstanceUID, ReceiptId.Create(Time)), default).AsTask();

    public static ObjectKey KeyOf(BatchRow batch, string instance) => ObjectKeys.ForImport(Datastore, batch.Id, instance);

    /// <summary>Dispatches and lets time pass until no workflow runs any more.</summary>
    public async Task RunAsync()
    {
        do
        {
            await Dispatcher.RunOnceAsync(default);
            while (await Workflows.RunDueAsync(default) is { } next)
                Time.Advance(next > Time.GetUtcNow() ? next - Time.GetUtcNow() : TimeSpan.Zero);
            Time.Advance(TimeSpan.FromSeconds(2));
        }
        while (await Batches.ListBatchesAsync(BatchState.Sealed, default).AnyAsync());
    }

    public async Task<InstanceRow> RowAsync(string instance) => (await Ledger.FindByReceivedAsync(instance, default)).Single();

    public async Task<Delivery> DeliveryAsync(string instance) => (await RowAsync(instance)).Deliveries.Single();

    public async Task<BatchRow> FindAsync(BatchRow batch) => (await Batches.FindBatchAsync(batch.Id, default))!;

    public async ValueTask DisposeAsync()
    {
        await Workflows.DisposeAsync();
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private IEnumerable<string> KeysBelow(string prefix)
    {
        var objects = Path.Combine(_folder.FullName, "data", "objects");
        var folder = new DirectoryInfo(Path.Combine(objects, prefix));
        return folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(objects, file.FullName).Replace('\\', '/')) : [];
    }
}
