namespace Pulumi;

/// <summary>Anything with a URN: it is registered when it is constructed.</summary>
public abstract class Resource
{
    private readonly string _type;
    private readonly string _name;

    private protected Resource(string type, string name, bool isCustom, ResourceArgs args, ResourceOptions options)
    {
        (_type, _name) = (type, name);
        var deployment = Deployment.Required;
        Parent = this is Stack ? null : options.Parent ?? deployment.Stack;

        // First of all, before anything is inherited: what a transformation sees are the options as they were written.
        Transformations = [.. options.ResourceTransformations, .. Parent?.Transformations ?? []];
        (args, options) = Transform(args, options);

        options = options.Clone();
        Inheritance.Apply(this, options, isCustom);
        IsProtected = options.Protect ?? false;
        deployment.Register(this, isCustom, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>The one that was named, or the stack.</summary>
    internal Resource? Parent { get; }

    internal ImmutableArray<ResourceTransformation> Transformations { get; }

    internal bool IsProtected { get; }

    /// <summary>The provider of each package, for the children and for invokes.</summary>
    internal ImmutableDictionary<string, ProviderResource> Providers { get; set; } = ImmutableDictionary<string, ProviderResource>.Empty;

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in Transformations)
        {
            if (transformation(new(this, args, options)) is not { } result)
                continue;
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException("Transformations cannot currently be used to change the `parent` of a resource.");
            (args, options) = (result.Args, result.Options);
        }
        return (args, options);
    }
}
