namespace StoreScp.Plugins.Pipeline;

/// <summary>What a chain of handlers made of one instance.</summary>
public sealed record ChainOutcome
{
    /// <summary>The instance as the handlers left it; to be stored only after Continue and Route.</summary>
    public required ReceivedInstance Instance { get; init; }

    /// <summary>The last word: Route when any handler named a route and none stopped the chain.</summary>
    public required PreStoreResultKind Decision { get; init; }

    /// <summary>Why an instance is quarantined, discarded or refused; for refusals the comment to the peer. Else empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The status of a refusal; else 0.</summary>
    public ushort Status { get; init; }

    /// <summary>The routes that handlers named, each once, in order.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>A handler that protects patients stands in the chain: whatever became of the instance, what it was received as is not to be written down.</summary>
    public bool IsProtected { get; init; }

    /// <summary>One for each handler that was asked, in order.</summary>
    public IReadOnlyList<HandlerStep> Steps { get; init; } = [];

    /// <summary>
    /// Completes when no handler runs any more: one that was abandoned at its deadline may still read the instance's memory.
    /// </summary>
    public Task Settled { get; init; } = Task.CompletedTask;

    internal IReadOnlyList<TrailerEdit> TrailerEdits { get; init; } = [];
}
