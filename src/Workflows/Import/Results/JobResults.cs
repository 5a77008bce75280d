namespace StoreScp.Import.Results;

/// <summary>Everything that the output files of one job say, by the object's key.</summary>
internal sealed record JobResults(ImportCounts Counts, IReadOnlyDictionary<string, FileResult> Files)
{
    /// <summary>As many files are named as the manifest counts: the result files have come completely.</summary>
    public bool IsComplete => Files.Count >= Counts.Imported + Counts.CustomerErrors + Counts.ServerErrors;
}
