namespace Pulumi.Aws;

/// <summary>The type token of a class of this package.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AwsResourceTypeAttribute(string type) : ResourceTypeAttribute(type);
