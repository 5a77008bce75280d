namespace StoreScp.Cloud.Faults;

/// <summary>How often what goes wrong with the requests of one service.</summary>
public sealed record FaultRules
{
    public static FaultRules None { get; } = new();

    /// <summary>Of 1; together at most 1. A request has one fault or none.</summary>
    public IReadOnlyDictionary<FaultKind, double> Shares { get; init; } = new Dictionary<FaultKind, double>();

    /// <summary>Of both kinds of stalls.</summary>
    public TimeSpan StallTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Which requests the shares are of; null: all.</summary>
    public Func<FaultRequest, bool>? Concerns { get; init; }

    /// <summary>After so many faults the service is well.</summary>
    public int MaximumFaults { get; init; } = int.MaxValue;

    public static FaultRules Of(params (FaultKind Kind, double Share)[] shares) => new() { Shares = shares.ToDictionary(one => one.Kind, one => one.Share) };
}
