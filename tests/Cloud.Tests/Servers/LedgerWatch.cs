using System.Text.Json;
using System.Text.Json.Serialization;
using StoreScp.Cloud.Resources;
using StoreScp.Emulator;
using StoreScp.HealthImaging;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Storage.Aws.S3;
using StoreScp.Testing;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>What is really there, asked of the services without a server and without faults.</summary>
internal sealed class LedgerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Readable = new() { IncludeFields = true, Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new();
    private readonly DynamoDbLedger _ledger;
    private readonly S3InstanceStore _store;
    private readonly HealthImagingClient _healthImaging;

    private LedgerWatch(StandInCloud cloud, DynamoDbLedger ledger)
    {
        _ledger = ledger;
        _store = S3InstanceStore.Open(cloud.Access, new S3StorageOptions { Bucket = CloudNames.Bucket }, TimeProvider.System);
        _healthImaging = new HealthImagingClient(
            _http, new HealthImagingOptions { Region = CloudNames.Region, Endpoint = cloud.Endpoint }, cloud.Access.Credentials, TimeProvider.System);
    }

    public static async Task<LedgerWatch> OpenAsync(StandInCloud cloud) => new(
        cloud, await DynamoDbLedger.OpenAsync(cloud.Access, new DynamoDbOptions { Table = CloudNames.Table }, TimeProvider.System, CancellationToken.None));

    /// <summary>The rows of an instance that say it was taken.</summary>
    public async Task<IReadOnlyList<InstanceRow>> TakenAsync(SyntheticInstance instance) =>
        [.. (await _ledger.FindByReceivedAsync(instance.SOPInstanceUID, CancellationToken.None)).Where(row => !row.WasRefused)];

    public Task<List<BatchRow>> BatchesAsync(string studyInstanceUID) =>
        _ledger.Batches.ListBatchesAsync(new BatchQuery { StudyInstanceUID = studyInstanceUID }, CancellationToken.None).ToListAsync().AsTask();

    public Task<List<BatchRow>> WaitForBatchesAsync(string studyInstanceUID, Func<BatchRow, bool> are) =>
        WaitAsync(() => BatchesAsync(studyInstanceUID), batches => batches.Count > 0 && batches.TrueForAll(batch => are(batch)));

    /// <summary>Until what it is about is so: in eight minutes at the latest.</summary>
    /// <exception cref="TimeoutException">It never was; the text is what was seen last.</exception>
    public static async Task<T> WaitAsync<T>(Func<Task<T>> look, Func<T, bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isSo(seen))
                return seen;
            if (TimeProvider.System.GetElapsedTime(began) > Limit)
                throw new TimeoutException($"Not so after {Limit}: {JsonSerializer.Serialize(seen, Readable)}");
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Every instance is in the ledger once and its object has its bytes.</summary>
    public async Task ShouldHaveAsync(IEnumerable<SyntheticInstance> instances)
    {
        foreach (var instance in instances)
        {
            var row = (await TakenAsync(instance)).Should().ContainSingle().Subject;
            await using var stored = await _store.OpenReadAsync(row.ObjectKey!.Value, CancellationToken.None);
            stored.Should().NotBeNull(row.ObjectKey.ToString());
            stored!.Seek(-instance.DataSetLength, SeekOrigin.End);
            var bytes = new byte[instance.DataSetLength];
            await stored.ReadExactlyAsync(bytes);
            bytes.Should().Equal(instance.DataSetToArray());
        }
    }

    /// <summary>Waits until every instance is Imported, and insists on one import job for each batch.</summary>
    public async Task ShouldBeImportedAsync(IReadOnlyList<SyntheticInstance> instances)
    {
        foreach (var instance in instances)
        {
            var (rows, _) = await WaitAsync(
                async () => (Rows: await TakenAsync(instance), Batches: await BatchesAsync(instance.StudyInstanceUID)),
                seen => seen.Rows.Count > 0 && seen.Rows.All(row => row.Deliveries.All(delivery => delivery.IsFinal)));
            rows.SelectMany(row => row.Deliveries).Should().ContainSingle().Which.State.Should().Be(DeliveryState.Imported);
        }
        var jobs = await _healthImaging.ListDICOMImportJobsAsync(EmulatorOptions.DefaultDatastoreId, null, CancellationToken.None).Select(job => job.JobName).ToListAsync();
        foreach (var study in instances.Select(instance => instance.StudyInstanceUID).Distinct())
        {
            foreach (var batch in await WaitForBatchesAsync(study, batch => batch.IsFinal))
            {
                if (batch.State == BatchState.Completed)
                    jobs.Should().ContainSingle(job => job.StartsWith(batch.Id.ToString()));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _ledger.DisposeAsync();
        _http.Dispose();
    }
}
