using StoreScp.Storage;

namespace StoreScp.Receiving.Routing;

/// <summary>A way that instances can take: into a data store of HealthImaging, or on to a DICOM destination.</summary>
public sealed record Route
{
    private Route(string name) => Name = name;

    /// <summary>Of its deliveries in the ledger.</summary>
    public string Name { get; }

    /// <summary>The HealthImaging data store; null for a route to a destination.</summary>
    public string? DatastoreId { get; private init; }

    /// <summary>The AE title of the destination; null for a route to a data store.</summary>
    public string? ForwardTo { get; private init; }

    public static Route Datastore(string name, string datastoreId) => new(name) { DatastoreId = datastoreId };

    public static Route Forward(string name, string destinationAETitle) => new(name) { ForwardTo = destinationAETitle };

    /// <summary>The delivery that an instance on this route begins with.</summary>
    internal Delivery Begin() => new(Name, DeliveryState.Stored) { ForwardTo = ForwardTo };
}
