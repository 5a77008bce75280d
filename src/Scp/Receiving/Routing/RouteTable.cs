using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Routing;

/// <summary>The routes of a site by name, and those that an instance takes when no handler says which.</summary>
public sealed class RouteTable
{
    private readonly Dictionary<string, Route> _byName;
    private readonly IReadOnlyList<Route> _defaults;

    /// <param name="routes">Each with a name and a target of its own.</param>
    /// <param name="defaults">Names of routes, at least one.</param>
    /// <exception cref="ArgumentException">A name or a target occurs twice, or a default is no route.</exception>
    public RouteTable(IReadOnlyCollection<Route> routes, IReadOnlyCollection<string> defaults)
    {
        _byName = routes.ToDictionary(route => route.Name, StringComparer.Ordinal);
        if (routes.DistinctBy(route => (route.DatastoreId, route.ForwardTo)).Count() != routes.Count)
            throw new ArgumentException("Two routes have the same target.", nameof(routes));
        if (defaults.Count == 0 || !defaults.All(_byName.ContainsKey))
            throw new ArgumentException("A default route is not among the routes.", nameof(defaults));
        _defaults = [.. defaults.Distinct(StringComparer.Ordinal).Select(name => _byName[name])];
    }

    /// <summary>The routes of a site that has none of its own, where nothing is imported.</summary>
    public static RouteTable StoreOnly { get; } = Of("none");

    /// <summary>Whether an instance may have been meant for a destination alone.</summary>
    public bool HasForwards => _byName.Values.Any(route => route.ForwardTo is not null);

    /// <summary>The routes of a site that has none of its own: everything goes into one data store.</summary>
    public static RouteTable Of(string datastoreId) => new([Route.Datastore(Delivery.DefaultRoute, datastoreId)], [Delivery.DefaultRoute]);

    /// <summary>The routes of one instance, each once.</summary>
    /// <param name="names">As handlers said; null or empty: the default routes.</param>
    /// <exception cref="StoreFailureException">
    /// A700H for a name that the site does not have: the fault is ours and can be mended, so that the peer must keep the instance and send it again;
    /// C000H would say that the instance is at fault, and senders give up on it.
    /// </exception>
    public IReadOnlyList<Route> Resolve(IReadOnlyList<string>? names)
    {
        if (names is null or [])
            return _defaults;
        List<Route> routes = [];
        foreach (var name in names)
        {
            // The name is a vendor's to choose, and may be anything: it is not repeated to the peer.
            if (!_byName.TryGetValue(name, out var route))
                throw new StoreFailureException(DimseStatus.OutOfResources, "A handler named a route that this site does not have");
            if (!routes.Contains(route))
                routes.Add(route);
        }
        return routes;
    }

    /// <summary>The name of the route into a data store; the default route's for one that no route leads to any more.</summary>
    public string NameOfDatastore(string datastoreId) =>
        _byName.Values.FirstOrDefault(route => route.DatastoreId == datastoreId)?.Name ?? Delivery.DefaultRoute;
}
