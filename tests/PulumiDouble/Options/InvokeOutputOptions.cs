namespace Pulumi;

/// <summary>Options of an invoke whose answer is an output; it also waits for what it depends on.</summary>
public sealed class InvokeOutputOptions : InvokeOptions
{
    public InputList<Resource> DependsOn { get; set; } = new();
}
