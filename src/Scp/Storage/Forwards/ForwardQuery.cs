namespace StoreScp.Storage;

/// <summary>Which forwards an operator asks for; what is null does not restrict.</summary>
public sealed record ForwardQuery
{
    public string? Route { get; init; }

    public ForwardState? State { get; init; }

    /// <summary>Of instances received since then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>At most so many results.</summary>
    public int? Limit { get; init; }
}
