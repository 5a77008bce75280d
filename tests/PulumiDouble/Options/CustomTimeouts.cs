namespace Pulumi;

/// <summary>How long a resource may take to be made, changed and deleted.</summary>
public sealed class CustomTimeouts
{
    public TimeSpan? Create { get; set; }

    public TimeSpan? Update { get; set; }

    public TimeSpan? Delete { get; set; }
}
