using StoreScp.Receiving.Routing;
using StoreScp.Server.Logging;
using StoreScp.Storage;
using Route = StoreScp.Receiving.Routing.Route;

namespace StoreScp.Server.Settings;

/// <summary>The settings of routes, and what must hold between them.</summary>
internal static class RouteSettings
{
    private const string NameForm = "1 to 32 letters, digits, - and _";

    private const int MaximumNameLength = 32;

    public static IReadOnlyList<RouteOptions> Read(SettingsReader r) =>
        [.. r.IndexesUnder("Routes").Select(index => ReadRoute(r, FormattableString.Invariant($"Routes:{index}"))).OfType<RouteOptions>()];

    /// <summary>The routes of an instance that no handler routed; none is the built-in one.</summary>
    public static IReadOnlyList<string> ReadDefault(SettingsReader r) => r.ReadList<string>("Routes:Default", "the name of a route", TryName, name => name);

    /// <summary>As the receiver wants them.</summary>
    public static RouteTable TableOf(StoreScpOptions options) => new(
        [
            Route.Datastore(Delivery.DefaultRoute, options.HealthImaging.DatastoreId),
            .. options.Routes.Select(route => route.DatastoreId is { } id ? Route.Datastore(route.Name, id) : Route.Forward(route.Name, route.ForwardTo!)),
        ],
        options.DefaultRoutes is [] ? [Delivery.DefaultRoute] : options.DefaultRoutes);

    public static void Check(StoreScpOptions options, SettingsReader reader)
    {
        foreach (var route in options.Routes)
        {
            if (route.Name == Delivery.DefaultRoute)
                reader.Add($"Routes names a route {Delivery.DefaultRoute}; allowed: another name, since that is the route into HealthImaging:DatastoreId.");
            if ((route.DatastoreId is null) == (route.ForwardTo is null))
                reader.Add($"Routes entry {route.Name} has {(route.DatastoreId is null ? "neither" : "both")} of DatastoreId and ForwardTo; allowed: one of them.");
            if (route.ForwardTo is { } destination && !options.Scp.Peers.Any(peer => peer.AETitle == destination && peer is { Host: not null, Port: not null }))
                reader.Add($"Routes entry {route.Name} has ForwardTo {LogText.Escape(destination)}; allowed: the AETitle of a Scp:Peers entry with Host and Port.");
            if (route.DatastoreId == options.HealthImaging.DatastoreId)
                reader.Add($"Routes entry {route.Name} has the data store of HealthImaging:DatastoreId, which the route {Delivery.DefaultRoute} leads to; allowed: another one.");
        }
        foreach (var twice in options.Routes.GroupBy(route => route.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Add($"Routes names {twice.Key} {twice.Count()} times; allowed: once.");
        foreach (var twice in options.Routes.GroupBy(route => route.DatastoreId ?? route.ForwardTo).Where(group => group.Key is not null && group.Count() > 1))
            reader.Add($"Routes {string.Join(" and ", twice.Select(route => route.Name))} lead to the same target; allowed: one route to each.");
        foreach (var unknown in options.DefaultRoutes.Where(name => name != Delivery.DefaultRoute && !options.Routes.Any(route => route.Name == name)))
            reader.Add($"Routes:Default names {unknown}; allowed: {Delivery.DefaultRoute}{string.Concat(options.Routes.Select(route => ", " + route.Name))}.");
    }

    private static RouteOptions? ReadRoute(SettingsReader r, string key)
    {
        var name = r.Read<string?>($"{key}:Name", null, NameForm, TryName, text => text ?? "(none)");
        var datastore = r.Read<string?>($"{key}:DatastoreId", null, "32 lower-case letters and digits", (string text, out string? value) =>
        {
            var isId = SettingKinds.TryDatastoreId(text, out var id);
            value = id;
            return isId;
        }, text => text ?? "(none)");
        var destination = r.Text($"{key}:ForwardTo", null);
        if (name is not null)
            return new RouteOptions { Name = name, DatastoreId = datastore, ForwardTo = destination };
        r.Add($"{key} has no Name; allowed: {NameForm}.");
        return null;
    }

    private static bool TryName(string text, out string value) =>
        (value = text).Length is > 0 and <= MaximumNameLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
