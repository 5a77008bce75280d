namespace StoreScp.Plugins.Pipeline;

/// <summary>One handler in its place in a chain.</summary>
public sealed record ChainHandler
{
    public required HandlerTraits Traits { get; init; }

    public required IPreStoreHandler Handler { get; init; }

    public required IHandlerGuard Guard { get; init; }

    public FailureAction OnFailure { get; init; }

    /// <summary>Another version that runs beside this one on a copy; its result is only compared. Null: none.</summary>
    public ShadowHandler? Shadow { get; init; }
}
