namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>There is no engine here: a program that is started by its Main says what it says outside `pulumi up`.</summary>
    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => throw NoEngine();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack => throw NoEngine();

    public static Task<int> RunAsync(Action action) => throw NoEngine();

    public static Task<int> RunAsync(Func<Task> func) => throw NoEngine();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => throw NoEngine();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func) => throw NoEngine();

    private static InvalidOperationException NoEngine() => new("Program run without the Pulumi engine available; re-run using the `pulumi` CLI");
}
