using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>Sees what becomes of forwards, for logs. Called on the forwarder's own tasks: be quick, never throw.</summary>
public interface IForwardObserver
{
    /// <summary>The destination has the instance; <paramref name="remark"/> is not null when it had something to say.</summary>
    void Forwarded(ForwardRow forward, string? remark);

    /// <summary>It never will: its delivery has failed.</summary>
    void Failed(ForwardRow forward, string why);

    /// <summary>It is tried again at <see cref="ForwardRow.NextAttemptAt"/>.</summary>
    void Postponed(ForwardRow forward, string why);

    /// <summary>Nothing is sent to the destination until then.</summary>
    /// <param name="failures">How often in a row, from 1.</param>
    void Paused(string destinationAETitle, string why, DateTimeOffset until, int failures);

    /// <summary>The store or the ledger could not do its work, or a bug of ours: what was in hand is tried again.</summary>
    void Faulted(string destinationAETitle, Exception exception);
}
