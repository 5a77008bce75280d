namespace StoreScp.Plugins.Pipeline;

/// <summary>A handler failed on one instance. The message may be shown to people: it holds no value of the instance.</summary>
public sealed class HandlerFailedException : Exception
{
    public HandlerFailedException() : this(HandlerFailure.Threw, "The handler failed") { }

    public HandlerFailedException(string message) : this(HandlerFailure.Threw, message) { }

    public HandlerFailedException(string message, Exception innerException) : this(HandlerFailure.Threw, message, innerException) { }

    public HandlerFailedException(HandlerFailure failure, string message, Exception? innerException = null) : base(message, innerException) =>
        Failure = failure;

    public HandlerFailure Failure { get; }

    /// <summary>Completes when the handler's code has come back: after a deadline it may still run, and read the instance.</summary>
    public Task StillRunning { get; init; } = Task.CompletedTask;
}
