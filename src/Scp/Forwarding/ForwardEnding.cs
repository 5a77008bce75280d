using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>Writes down how an attempt ended: the delivery's final state, or when it is tried again.</summary>
/// <remarks>Not cancelled: what the destination has answered must not be forgotten.</remarks>
internal sealed class ForwardEnding(
    IForwardLedger forwards, ILedger ledger, ForwardingOptions options, TimeProvider time, Random random, IForwardObserver observer)
{
    public async ValueTask ForwardedAsync(ForwardRow forward, string? remark)
    {
        if (await FinishAsync(forward, DeliveryState.Forwarded, remark))
            observer.Forwarded(forward, remark);
    }

    public async ValueTask FailedAsync(ForwardRow forward, string why)
    {
        if (await FinishAsync(forward, DeliveryState.Failed, why))
            observer.Failed(forward, why);
    }

    /// <summary>Another attempt later, unless it has been in the queue for too long.</summary>
    public async ValueTask PostponeAsync(ForwardRow forward, string why)
    {
        var attempts = forward.Attempts + 1;
        if (IsTooOld(forward))
        {
            await FailedAsync(forward, FormattableString.Invariant($"Given up after {attempts} attempts within Forward:RetryFor; the last: {why}"));
            return;
        }
        var postponed = await forwards.UpdateForwardAsync(
            forward with
            {
                State = ForwardState.Waiting,
                Owner = null,
                Attempts = attempts,
                NextAttemptAt = time.GetUtcNow() + options.RetryAfter(attempts, random),
                Reason = why,
            },
            CancellationToken.None);
        if (postponed is not null)
            observer.Postponed(postponed, why);
    }

    /// <summary>Into the queue as it was: nothing was found out about it.</summary>
    public async ValueTask PutBackAsync(ForwardRow forward) => await forwards.UpdateForwardAsync(
        forward with { State = ForwardState.Waiting, Owner = null, NextAttemptAt = time.GetUtcNow() }, CancellationToken.None);

    public bool IsTooOld(ForwardRow forward) => time.GetUtcNow() - forward.QueuedAt >= options.RetryFor;

    private ValueTask<bool> FinishAsync(ForwardRow forward, DeliveryState state, string? reason) => ledger.FinishAsync(
        forward.Instance, new Delivery(forward.Key.Route, state, reason) { ForwardTo = forward.Destination, EndedAt = time.GetUtcNow() }, objectKey: null,
        CancellationToken.None);
}
