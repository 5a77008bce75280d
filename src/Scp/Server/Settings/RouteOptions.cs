namespace StoreScp.Server.Settings;

/// <summary>A route by its name: into a data store, or on to a DICOM destination.</summary>
internal sealed record RouteOptions
{
    public required string Name { get; init; }

    /// <summary>The HealthImaging data store; null for a route to a destination.</summary>
    public string? DatastoreId { get; init; }

    /// <summary>The AE title of an entry of Scp:Peers; null for a route to a data store.</summary>
    public string? ForwardTo { get; init; }
}
