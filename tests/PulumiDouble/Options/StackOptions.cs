namespace Pulumi;

/// <summary>Options of a stack.</summary>
public sealed class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];

    internal ComponentResourceOptions ToComponentOptions() => new() { ResourceTransformations = ResourceTransformations };
}
