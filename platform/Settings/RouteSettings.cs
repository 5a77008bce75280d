namespace StoreScp.Platform.Settings;

/// <summary>A route by name: into a data store beside the first, or to a peer.</summary>
public sealed record RouteSettings
{
    public const string NewDatastore = "new";

    public string Name { get; init; } = "";

    /// <summary>An id, or "new".</summary>
    public string? Datastore { get; init; }

    /// <summary>An AE title of Peers.</summary>
    public string? ForwardTo { get; init; }

    public bool IsValid =>
        SettingForms.IsRouteName(Name) && Name != "default"
        && (Datastore is null) != (ForwardTo is null)
        && (Datastore is null or NewDatastore || SettingForms.IsDatastoreId(Datastore));
}
