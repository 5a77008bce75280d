using StoreScp.Storage;

namespace StoreScp.Import.Results;

/// <summary>What HealthImaging says of one file: an import, or an exception.</summary>
internal sealed record FileResult(ImportResult? Import, string? ExceptionType, string? Message)
{
    /// <summary>The service failed, not the file: another try may succeed.</summary>
    /// <remarks>The result files do not mark it; the exception's name does, as in the API's errors.</remarks>
    public bool IsServerError => ExceptionType is not null
        && (ExceptionType.Contains("Server", StringComparison.OrdinalIgnoreCase)
            || ExceptionType.Contains("Throttl", StringComparison.OrdinalIgnoreCase)
            || ExceptionType.Contains("Timeout", StringComparison.OrdinalIgnoreCase)
            || ExceptionType.Contains("Unavailable", StringComparison.OrdinalIgnoreCase));

    /// <summary>For operators. HealthImaging names attributes in it, and may quote values: only its first words are kept.</summary>
    public string Reason => $"{ExceptionType ?? "no exception type"}: {ReasonText.Shorten(Message)}";
}
