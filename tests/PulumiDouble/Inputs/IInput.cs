namespace Pulumi;

/// <summary>An input whose type is not known here.</summary>
internal interface IInput
{
    IOutput Untyped { get; }
}
