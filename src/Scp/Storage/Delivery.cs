namespace StoreScp.Storage;

/// <summary>One route of one instance: where it goes, how far it is, and why it ended so.</summary>
public sealed record Delivery(string Route, DeliveryState State, string? Reason = null)
{
    /// <summary>The route of an instance that no handler routed.</summary>
    public const string DefaultRoute = "default";

    public static IReadOnlyList<Delivery> StoredLocally { get; } = [new(DefaultRoute, DeliveryState.Stored)];

    public bool IsFinal => State != DeliveryState.Stored;
}
