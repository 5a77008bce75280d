using Amazon.Runtime;
using StoreScp.Emulator;
using StoreScp.HealthImaging;

namespace StoreScp.Server.Importing;

/// <summary>HealthImaging at the emulator, wherever it is now: another process takes it over when its host ends.</summary>
internal sealed class EmulatedHealthImaging(EmulatorHost emulator, HttpClient http, TimeProvider time) : IHealthImaging
{
    // The emulator checks no signature; the client makes one all the same.
    private static readonly BasicAWSCredentials Credentials = new("local", "local");

    private HealthImagingClient Client => new(http, new HealthImagingOptions { Region = "us-east-1", Endpoint = emulator.CurrentUrl }, Credentials, time);

    public Task<StartedImportJob> StartDICOMImportJobAsync(StartDICOMImportJobRequest request, CancellationToken cancellation) =>
        Client.StartDICOMImportJobAsync(request, cancellation);

    public Task<DICOMImportJobProperties> GetDICOMImportJobAsync(string datastoreId, string jobId, CancellationToken cancellation) =>
        Client.GetDICOMImportJobAsync(datastoreId, jobId, cancellation);

    public IAsyncEnumerable<DICOMImportJobSummary> ListDICOMImportJobsAsync(string datastoreId, string? jobStatus, CancellationToken cancellation) =>
        Client.ListDICOMImportJobsAsync(datastoreId, jobStatus, cancellation);

    public Task<DatastoreProperties> GetDatastoreAsync(string datastoreId, CancellationToken cancellation) =>
        Client.GetDatastoreAsync(datastoreId, cancellation);
}
