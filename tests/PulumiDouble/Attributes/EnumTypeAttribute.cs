namespace Pulumi;

/// <summary>Marks an enumeration that travels as its plain value.</summary>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Class)]
public sealed class EnumTypeAttribute : Attribute;
