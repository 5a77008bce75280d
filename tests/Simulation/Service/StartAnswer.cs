namespace StoreScp.Simulation;

/// <summary>What StartDICOMImportJob answers.</summary>
internal enum StartAnswer
{
    Started,

    /// <summary>HTTP 429, ThrottlingException.</summary>
    Throttled,

    /// <summary>HTTP 402, ServiceQuotaExceededException.</summary>
    QuotaExceeded,
}
