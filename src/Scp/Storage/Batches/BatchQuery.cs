namespace StoreScp.Storage;

/// <summary>Which batches an operator asks for; what is null does not restrict.</summary>
public sealed record BatchQuery
{
    /// <summary>As stored.</summary>
    public string? StudyInstanceUID { get; init; }

    public BatchState? State { get; init; }

    /// <summary>Opened since then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many results.</summary>
    public int? Limit { get; init; }
}
