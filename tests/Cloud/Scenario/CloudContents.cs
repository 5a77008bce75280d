using StoreScp.Cloud.Resources;
using StoreScp.Emulator;
using StoreScp.HealthImaging;
using StoreScp.Storage;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Storage.Aws.S3;
using StoreScp.Testing;

namespace StoreScp.Cloud.Scenario;

/// <summary>What is really there, asked of the services without a server and without faults.</summary>
internal sealed class CloudContents : IAsyncDisposable
{
    // moto answers one after the other, and servers and functions ask it at the same time.
    private static readonly DynamoDbOptions Patient = new() { Table = CloudNames.Table, Budget = DynamoDbOptions.MaximumBudget, AttemptTimeout = TimeSpan.FromSeconds(20) };

    private readonly HttpClient _http = new();
    private readonly DynamoDbLedger _ledger;
    private readonly S3InstanceStore _store;
    private readonly HealthImagingClient _healthImaging;

    private CloudContents(StandInCloud cloud, DynamoDbLedger ledger)
    {
        _ledger = ledger;
        _store = S3InstanceStore.Open(cloud.Access, new S3StorageOptions { Bucket = CloudNames.Bucket }, TimeProvider.System);
        _healthImaging = new HealthImagingClient(
            _http, new HealthImagingOptions { Region = CloudNames.Region, Endpoint = cloud.Endpoint }, cloud.Access.Credentials, TimeProvider.System);
    }

    public static async Task<CloudContents> OpenAsync(StandInCloud cloud) => new(
        cloud, await DynamoDbLedger.OpenAsync(cloud.Access, Patient, TimeProvider.System, CancellationToken.None));

    /// <summary>The rows of an instance that say it was taken.</summary>
    public async Task<IReadOnlyList<InstanceRow>> TakenAsync(SyntheticInstance instance) =>
        [.. (await _ledger.FindByReceivedAsync(instance.SOPInstanceUID, CancellationToken.None)).Where(row => !row.WasRefused)];

    public Task<List<BatchRow>> BatchesAsync(string studyInstanceUID) =>
        _ledger.Batches.ListBatchesAsync(new BatchQuery { StudyInstanceUID = studyInstanceUID }, CancellationToken.None).ToListAsync().AsTask();

    /// <summary>The whole object; null when it is not there.</summary>
    public async Task<byte[]?> BytesOfAsync(InstanceRow row)
    {
        await using var stored = await _store.OpenReadAsync(row.ObjectKey!.Value, CancellationToken.None);
        if (stored is null)
            return null;
        using var bytes = new MemoryStream();
        await stored.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Of HealthImaging; a job's name begins with the id of its batch.</summary>
    public Task<List<string>> JobNamesAsync() =>
        _healthImaging.ListDICOMImportJobsAsync(EmulatorOptions.DefaultDatastoreId, null, CancellationToken.None).Select(job => job.JobName!).ToListAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _ledger.DisposeAsync();
        _http.Dispose();
    }
}
