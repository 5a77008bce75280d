namespace StoreScp.Plugins.Pipeline;

/// <summary>How a handler failed.</summary>
public enum HandlerFailure
{
    /// <summary>It threw an exception.</summary>
    Threw,

    /// <summary>It did not answer within its deadline.</summary>
    TimedOut,

    /// <summary>It allocated more than it may.</summary>
    Allocated,

    /// <summary>It answered nonsense: null, changed UIDs without leave, an invalid UID, a bulk of another length.</summary>
    BrokeRules,

    /// <summary>It was not let run: its circuit breaker is open.</summary>
    BreakerOpen,

    /// <summary>Its plugin is not loaded.</summary>
    NotLoaded,
}
