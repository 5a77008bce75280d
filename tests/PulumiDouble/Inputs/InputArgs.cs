namespace Pulumi;

/// <summary>Something with inputs: the arguments of a resource or an invoke, or a nested type of them.</summary>
public abstract class InputArgs;
