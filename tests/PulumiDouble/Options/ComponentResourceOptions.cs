namespace Pulumi;

/// <summary>How the engine treats a component.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>For the children, each for its package.</summary>
    public List<ProviderResource> Providers { get; set; } = [];

    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            merged.Overlay(options);
            merged.Providers = [.. merged.Providers, .. options?.Providers ?? []];
        }
        return merged;
    }

    internal override ResourceOptions Clone() => Merge(null, this);
}
