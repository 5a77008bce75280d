namespace Pulumi;

/// <summary>What a resource has from its parent, if one is named: Protect and the providers. The stack, as the parent of all others, gives nothing.</summary>
internal static class Inheritance
{
    public static void Apply(Resource resource, ResourceOptions options, bool isCustom)
    {
        var providers = ImmutableDictionary<string, ProviderResource>.Empty;
        if (options.Parent is { } parent)
        {
            options.Protect ??= parent.IsProtected;
            providers = parent.Providers;
        }
        if (options is ComponentResourceOptions component)
            providers = providers.SetItems(component.Providers.Select(provider => KeyValuePair.Create(provider.Package, provider)));
        if (options.Provider is { } given)
            providers = providers.SetItem(given.Package, given);

        resource.Providers = providers;
        if (isCustom && resource is not ProviderResource)
            options.Provider ??= providers.GetValueOrDefault(Package(resource));
    }

    /// <summary>The part of the type token before the first colon.</summary>
    private static string Package(Resource resource) => resource.GetResourceType().Split(':')[0];
}
