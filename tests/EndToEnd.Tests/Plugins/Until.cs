namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>Looks again and again until something has happened.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> state)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (!await condition())
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not within {Limit.TotalSeconds} s: {state()}");
        }
    }
}
