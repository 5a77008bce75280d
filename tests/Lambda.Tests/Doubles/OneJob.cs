using System.Net;
using StoreScp.HealthImaging;

namespace StoreScp.Lambda.Tests;

/// <summary>A HealthImaging that takes one import job, and is too busy to tell of it.</summary>
internal sealed class OneJob : IHealthImaging
{
    public StartDICOMImportJobRequest? Started { get; private set; }

    public Task<StartedImportJob> StartDICOMImportJobAsync(StartDICOMImportJobRequest request, CancellationToken cancellation)
    {
        Started = request;
        return Task.FromResult(new StartedImportJob { DatastoreId = request.DatastoreId, JobId = "0a1b2c", JobStatus = JobStatus.Submitted, SubmittedAt = DateTimeOffset.UnixEpoch });
    }

    public Task<DICOMImportJobProperties> GetDICOMImportJobAsync(string datastoreId, string jobId, CancellationToken cancellation) =>
        throw new ThrottlingException(new("ThrottlingException", "Rate exceeded", HttpStatusCode.TooManyRequests));

    public IAsyncEnumerable<DICOMImportJobSummary> ListDICOMImportJobsAsync(string datastoreId, string? jobStatus, CancellationToken cancellation) =>
        AsyncEnumerable.Empty<DICOMImportJobSummary>();

    public Task<DatastoreProperties> GetDatastoreAsync(string datastoreId, CancellationToken cancellation) => throw new NotSupportedException();
}
