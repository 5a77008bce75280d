namespace StoreScp.Storage;

/// <summary>Which instances an operator asks for; what is null does not restrict.</summary>
public sealed record InstanceQuery
{
    /// <summary>As received or as stored.</summary>
    public string? StudyInstanceUID { get; init; }

    /// <summary>As received or as stored.</summary>
    public string? SOPInstanceUID { get; init; }

    /// <summary>As received or as stored. There is no index on it: with <see cref="Since"/> the newest rows back to then are looked through, else all.</summary>
    public string? AccessionNumber { get; init; }

    /// <summary>With a delivery in one of these states, as written: <see cref="DeliveryState.Stored"/> is whatever is in flight.</summary>
    public IReadOnlyList<DeliveryState>? States { get; init; }

    /// <summary>Received at that time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Received before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At most so many results.</summary>
    public int? Limit { get; init; }
}
