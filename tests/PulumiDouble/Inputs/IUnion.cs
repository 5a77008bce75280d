namespace Pulumi;

/// <summary>A union whose types are not known here.</summary>
internal interface IUnion
{
    object? Value { get; }
}
