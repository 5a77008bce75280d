namespace StoreScp.Plugins.Hosting.Status;

/// <summary>What a handler's circuit breaker does with the next instance.</summary>
public enum BreakerState
{
    /// <summary>The handler runs.</summary>
    Closed,

    /// <summary>Instances fail at once, until the breaker's open time has passed.</summary>
    Open,

    /// <summary>The open time has passed: one instance probes the handler, others fail at once.</summary>
    HalfOpen,

    /// <summary>Too many calls hung: instances fail at once until the handler is loaded anew.</summary>
    OpenUntilReload,
}
