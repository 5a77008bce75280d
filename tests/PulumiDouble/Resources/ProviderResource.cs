namespace Pulumi;

/// <summary>A configured provider: resources that are given one are made through it.</summary>
public abstract class ProviderResource : CustomResource
{
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
        : base($"pulumi:providers:{package}", name, args, options) => Package = package;

    internal string Package { get; }
}
