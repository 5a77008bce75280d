namespace StoreScp.Storage;

/// <summary>Which instances an operator asks for; what is null does not restrict.</summary>
public sealed record InstanceQuery
{
    /// <summary>As received or as stored.</summary>
    public string? StudyInstanceUID { get; init; }

    /// <summary>As received or as stored.</summary>
    public string? SOPInstanceUID { get; init; }

    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many results.</summary>
    public int? Limit { get; init; }
}
