namespace StoreScp.HealthImaging;

/// <summary>What the import workflow asks of AWS HealthImaging (API version 2023-07-19).</summary>
/// <remarks>
/// Every call throws <see cref="ArgumentException"/> for a member that breaks its documented pattern (nothing is sent then), and
/// <see cref="HealthImagingException"/> for every refusal and for no answer. Nothing is retried here: <see cref="HealthImagingException.IsTransient"/>
/// tells the workflow, which owns retrying.
/// </remarks>
public interface IHealthImaging
{
    /// <summary>HealthImaging API StartDICOMImportJob. The same client token gives the same job again.</summary>
    Task<StartedImportJob> StartDICOMImportJobAsync(StartDICOMImportJobRequest request, CancellationToken cancellation);

    /// <summary>HealthImaging API GetDICOMImportJob.</summary>
    Task<DICOMImportJobProperties> GetDICOMImportJobAsync(string datastoreId, string jobId, CancellationToken cancellation);

    /// <summary>HealthImaging API ListDICOMImportJobs, page after page as they are read.</summary>
    /// <param name="jobStatus">One of <see cref="JobStatus"/>, or null for all.</param>
    IAsyncEnumerable<DICOMImportJobSummary> ListDICOMImportJobsAsync(string datastoreId, string? jobStatus, CancellationToken cancellation);

    /// <summary>HealthImaging API GetDatastore.</summary>
    Task<DatastoreProperties> GetDatastoreAsync(string datastoreId, CancellationToken cancellation);
}
