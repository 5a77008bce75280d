namespace Pulumi;

/// <summary>Marks the constructor of an output type; its parameters have the names on the wire.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;
