namespace Pulumi;

/// <summary>Marks an output of a resource or stack, with its name on the wire; without one it is the property's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    public string? Name { get; } = name;
}
