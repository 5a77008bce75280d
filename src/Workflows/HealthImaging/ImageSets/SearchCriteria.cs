namespace StoreScp.HealthImaging;

/// <summary>The body of HealthImaging API SearchImageSets; empty finds every image set.</summary>
public sealed record SearchCriteria
{
    /// <summary>One or two; null for none.</summary>
    public IReadOnlyList<SearchFilter>? Filters { get; init; }

    /// <summary>Null: by updatedAt, the latest first.</summary>
    public SearchSort? Sort { get; init; }
}
