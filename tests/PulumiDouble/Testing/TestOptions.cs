namespace Pulumi.Testing;

/// <summary>Who the deployment under test says it is.</summary>
public class TestOptions
{
    public string? ProjectName { get; set; }

    public string? StackName { get; set; }

    public string? OrganizationName { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>A preview, unless it is false.</summary>
    public bool? IsPreview { get; set; }
}
