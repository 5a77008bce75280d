namespace Pulumi;

/// <summary>Marks a type that outputs are made of; see <see cref="OutputConstructorAttribute" />.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OutputTypeAttribute : Attribute;
