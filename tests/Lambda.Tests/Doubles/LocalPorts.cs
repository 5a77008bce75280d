using System.Buffers;
using StoreScp.Lambda.Functions;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Lambda.Tests;

/// <summary>The functions' ports on files and SQLite, in a folder of the test.</summary>
internal sealed class LocalPorts : IAsyncDisposable
{
    public const string Datastore = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLedger _ledger;
    private readonly LocalInstanceStore _store;

    public LocalPorts()
    {
        var storage = new LocalStorageOptions { Path = _folder["data"], Durability = Durability.OsCache };
        _ledger = SqliteLedger.Open(storage);
        _store = LocalInstanceStore.Open(storage, TimeProvider.System);
    }

    public OneJob HealthImaging { get; } = new();

    public StartedNames Workflows { get; } = new();

    public IBatchLedger Batches => _ledger.Batches;

    public ILeaseLedger Leases => _ledger.Batches;

    public ImportPorts Ports => new()
    {
        Batches = _ledger.Batches,
        Leases = _ledger.Batches,
        Ledger = _ledger,
        Store = _store,
        Output = new LocalImportOutput("results", _folder["results"]),
        HealthImaging = HealthImaging,
        Workflows = Workflows,
    };

    public async Task<BatchRow> AddBatchAsync(string study, BatchState state, string owner = "gone")
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = new BatchRow
        {
            Id = BatchId.Create(TimeProvider.System),
            DatastoreId = Datastore,
            StudyInstanceUID = study,
            Owner = owner,
            OpenedAt = now,
        };
        (await Batches.AddBatchAsync(batch, default)).Should().BeTrue();
        return state == BatchState.Open
            ? batch
            : (await Batches.UpdateBatchAsync(batch with { State = state, SealedAt = now, SealReason = SealReason.Quiet, Instances = 1, Executions = state == BatchState.Importing ? 1 : 0, StartedAt = state == BatchState.Importing ? now : null }, default))!;
    }

    /// <summary>An instance of the batch, received so long ago, with its object.</summary>
    public async Task<InstanceRow> AddInstanceAsync(BatchRow batch, string sopInstance, TimeSpan ago)
    {
        var row = BatchRows.Row(batch, sopInstance, ago);
        await using (var writer = await _store.CreateAsync(row.ObjectKey!.Value, default))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[row.Bytes]), default);
            await writer.CommitAsync(default);
        }
        (await _ledger.AddAsync(row, default)).Result.Should().Be(AddResult.Added);
        return row;
    }

    public async Task RemoveObjectAsync(InstanceRow row) => await _store.DeleteAsync(row.ObjectKey!.Value, default);

    /// <summary>What HealthImaging wrote of a job: a line of JSON for each file that was imported, and that was not.</summary>
    public async Task WriteResultsAsync(string jobId, string imported, string failed)
    {
        var folder = Path.Combine(_folder["results"], $"{Datastore}-DicomImport-{jobId}");
        foreach (var (file, text) in new[] { ("job-output-manifest.json", """{"jobSummary":{}}"""), ("SUCCESS/success.ndjson", imported), ("FAILURE/failure.ndjson", failed) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            await File.WriteAllTextAsync(Path.Combine(folder, file), text);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
