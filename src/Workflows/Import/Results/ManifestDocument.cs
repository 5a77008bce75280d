using System.Text.Json.Serialization;

namespace StoreScp.Import.Results;

/// <summary>job-output-manifest.json, as far as we need it; unknown members are for others.</summary>
internal sealed record ManifestDocument(JobSummary? JobSummary);

internal sealed record JobSummary
{
    public string? SuccessOutputS3Uri { get; init; }
    public string? FailureOutputS3Uri { get; init; }

    /// <summary>Newer than the rest: older manifests do not have it.</summary>
    public string? WarningsOutputS3Uri { get; init; }

    public int NumberOfScannedFiles { get; init; }
    public int NumberOfImportedFiles { get; init; }
    public int NumberOfFilesWithCustomerError { get; init; }
    public int NumberOfFilesWithServerError { get; init; }
}

/// <summary>One line of success.ndjson, warning.ndjson or failure.ndjson.</summary>
internal sealed record ResultLine
{
    /// <summary>The object's key, without the bucket.</summary>
    public string? InputFile { get; init; }

    public ImportResponse? ImportResponse { get; init; }

    public ImportException? Exception { get; init; }
}

internal sealed record ImportResponse
{
    public string? ImageSetId { get; init; }
    public int? ImageSetVersion { get; init; }
    public bool? IsPrimary { get; init; }
    public IReadOnlyList<ImportWarning>? Warnings { get; init; }
}

internal sealed record ImportWarning
{
    [JsonPropertyName("warning_reason_code")]
    public int? WarningReasonCode { get; init; }

    public string? Type { get; init; }
}

internal sealed record ImportException(string? ExceptionType, string? Message);
