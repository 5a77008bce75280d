namespace Pulumi.Testing;

/// <summary>A resource as a provider would see it.</summary>
public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Names on the wire → plain values; numbers are doubles, secrets are what they are, unknown values are left out.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>URN and id of its provider, with <c>::</c> between.</summary>
    public string? Provider { get; set; }

    /// <summary>What it is imported from.</summary>
    public string? Id { get; set; }
}
