namespace StoreScp.Platform.Settings;

/// <summary>Data stores of AWS HealthImaging, and the routes to them and to peers.</summary>
public sealed record DatastoreSettings
{
    /// <summary>Empty: a new one.</summary>
    public required string DatastoreId { get; init; }

    public required IReadOnlyList<RouteSettings> Routes { get; init; }

    public required IReadOnlyList<string> DefaultRoutes { get; init; }

    public static DatastoreSettings Read(SettingsReader r, DicomSettings dicom)
    {
        var settings = new DatastoreSettings
        {
            DatastoreId = r.Text(
                new("DatastoreID", SettingType.String, "", "the id of a data store (32 lower-case letters and digits), or empty: a new one",
                    "The HealthImaging data store of the route `default`.", "by volume, see AWS HealthImaging pricing"),
                SettingForms.IsDatastoreId),
            Routes = r.Records<RouteSettings>(
                new("Routes", SettingType.Array, "[]", "entries with Name and either Datastore (an id, or new) or ForwardTo (an AETitle of Peers with Host)",
                    "Further routes (`Routes`): into other data stores, or to peers.", "each data store by volume")
                { ItemType = SettingType.Object },
                route => route.IsValid),
            DefaultRoutes = r.List(
                new("DefaultRoutes", SettingType.Array, "[]", "default and names of Routes; none: default", "The routes of an instance that no plugin routed (`Routes:Default`).",
                    "a copy for each further data store"), SettingForms.IsRouteName),
        };
        foreach (var twice in settings.Routes.GroupBy(route => route.Name).Where(group => group.Count() > 1))
            r.Add("Routes", $"{twice.Key} is there {twice.Count()} times; allowed: once.");
        foreach (var route in settings.Routes.Where(route => route.ForwardTo is not null && !dicom.Peers.Any(peer => peer.AETitle == route.ForwardTo && peer.IsCalled)))
            r.Add("Routes", $"{route.Name} leads to {route.ForwardTo}; allowed: the AETitle of an entry of Peers with Host and Port.");
        foreach (var unknown in settings.DefaultRoutes.Where(name => name != "default" && settings.Routes.All(route => route.Name != name)))
            r.Add("DefaultRoutes", $"{unknown}; allowed: default and the names of Routes.");
        return settings;
    }
}
