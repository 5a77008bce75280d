namespace Pulumi;

/// <summary>How the engine treats a resource.</summary>
public abstract class ResourceOptions
{
    public Input<string>? Id { get; set; }

    public Resource? Parent { get; set; }

    public InputList<Resource> DependsOn { get; set; } = new();

    public bool? Protect { get; set; }

    public bool? RetainOnDelete { get; set; }

    public List<string> IgnoreChanges { get; set; } = [];

    public List<string> ReplaceOnChanges { get; set; } = [];

    public List<Input<Alias>> Aliases { get; set; } = [];

    public ProviderResource? Provider { get; set; }

    public CustomTimeouts? CustomTimeouts { get; set; }

    public string? Version { get; set; }

    public Resource? DeletedWith { get; set; }

    public string? Urn { get; set; }

    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];

    internal abstract ResourceOptions Clone();

    /// <summary>Lists grow; of everything else, what <paramref name="over"/> says.</summary>
    private protected void Overlay(ResourceOptions? over)
    {
        if (over is null)
            return;
        Id = over.Id ?? Id;
        Parent = over.Parent ?? Parent;
        DependsOn = DependsOn.Concat(over.DependsOn);
        Protect = over.Protect ?? Protect;
        RetainOnDelete = over.RetainOnDelete ?? RetainOnDelete;
        IgnoreChanges = [.. IgnoreChanges, .. over.IgnoreChanges];
        ReplaceOnChanges = [.. ReplaceOnChanges, .. over.ReplaceOnChanges];
        Aliases = [.. Aliases, .. over.Aliases];
        Provider = over.Provider ?? Provider;
        CustomTimeouts = over.CustomTimeouts ?? CustomTimeouts;
        Version = over.Version ?? Version;
        DeletedWith = over.DeletedWith ?? DeletedWith;
        Urn = over.Urn ?? Urn;
        ResourceTransformations = [.. ResourceTransformations, .. over.ResourceTransformations];
    }
}
