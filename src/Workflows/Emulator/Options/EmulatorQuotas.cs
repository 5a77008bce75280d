namespace StoreScp.Emulator;

/// <summary>Service quotas of HealthImaging, with AWS's defaults (AWS HealthImaging Developer Guide, "Endpoints and quotas").</summary>
public sealed record EmulatorQuotas
{
    /// <summary>Jobs of one data store that are SUBMITTED or IN_PROGRESS; one more is a ServiceQuotaExceededException.</summary>
    public int ConcurrentImportJobs { get; init; } = 100;

    /// <summary>A job with more ends FAILED.</summary>
    public int FilesPerJob { get; init; } = 5_000;

    /// <summary>All files of a job together; beyond it the job ends FAILED.</summary>
    public long BytesPerJob { get; init; } = 10_000_000_000;

    /// <summary>A larger file is a customer error.</summary>
    public long BytesPerFile { get; init; } = 4_000_000_000;

    /// <summary>Folders below the prefix; a job with more ends FAILED.</summary>
    public int FoldersPerJob { get; init; } = 10_000;

    public int Datastores { get; init; } = 100;

    /// <summary>Bytes of one StoreDICOM request.</summary>
    public long BytesPerStoreRequest { get; init; } = 1_000_000_000;
}
