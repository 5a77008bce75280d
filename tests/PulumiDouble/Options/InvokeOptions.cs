namespace Pulumi;

/// <summary>Through which provider an invoke is made.</summary>
public class InvokeOptions
{
    public Resource? Parent { get; set; }

    public ProviderResource? Provider { get; set; }

    public string? Version { get; set; }
}
