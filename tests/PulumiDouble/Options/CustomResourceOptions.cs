namespace Pulumi;

/// <summary>How the engine treats a resource that a provider makes.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    public bool? DeleteBeforeReplace { get; set; }

    public List<string> AdditionalSecretOutputs { get; set; } = [];

    public string? ImportId { get; set; }

    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 })
        {
            merged.Overlay(options);
            merged.DeleteBeforeReplace = options?.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs = [.. merged.AdditionalSecretOutputs, .. options?.AdditionalSecretOutputs ?? []];
            merged.ImportId = options?.ImportId ?? merged.ImportId;
        }
        return merged;
    }

    internal override ResourceOptions Clone() => Merge(null, this);
}
