namespace StoreScp.Plugins.Pipeline;

/// <summary>Stands between the server and the code of one handler: deadline, circuit breaker, what it allocates.</summary>
public interface IHandlerGuard
{
    /// <summary>Runs <paramref name="call"/> off the caller's thread and waits no longer than the deadline.</summary>
    /// <exception cref="HandlerFailedException">It threw, did not come back in time, allocated too much, or was not let run at all.</exception>
    ValueTask<GuardedResult<T>> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellation);
}
