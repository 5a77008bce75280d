namespace Pulumi;

/// <summary>Sees a resource before it is registered, and may change its arguments and options; null leaves them.</summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);
