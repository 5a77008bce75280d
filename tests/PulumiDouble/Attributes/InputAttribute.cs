namespace Pulumi;

/// <summary>Marks an input of a resource, a nested type or an invoke, with its name on the wire.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
{
    internal string Name { get; } = name;

    internal bool IsRequired { get; } = required;

    /// <summary>Providers take everything as text: what is not text already travels as JSON.</summary>
    internal bool IsJson { get; } = json;
}
