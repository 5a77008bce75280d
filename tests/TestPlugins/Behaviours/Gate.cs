namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Hands tasks of the base class library between a test and a handler in a load context of its own, by name.</summary>
internal static class Gate
{
    /// <summary>Tells the test, if it has set up such a gate.</summary>
    public static void Signal(string? name) => (name is null ? null : AppContext.GetData(name) as TaskCompletionSource)?.TrySetResult();

    /// <summary>Completes when the test says so.</summary>
    public static Task Of(string name) => ((TaskCompletionSource)AppContext.GetData(name)!).Task;
}
