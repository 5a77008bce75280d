namespace Pulumi.Testing;

/// <summary>What a test puts in the place of engine and providers.</summary>
public interface IMocks
{
    /// <summary>The id and the outputs of a resource; an output that is left out is unknown in a preview.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>The answer to an invoke.</summary>
    Task<object> CallAsync(MockCallArgs args);
}
