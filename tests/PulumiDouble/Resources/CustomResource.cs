namespace Pulumi;

/// <summary>A resource that a provider makes.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, isCustom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    /// <summary>Unknown in a preview, as long as the resource does not exist.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
