using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>This process's right to one forward: taken conditionally, renewed while it is being sent, so that no other process sends it at the same time.</summary>
internal sealed class ForwardClaim
{
    private readonly IForwardLedger _ledger;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;

    private ForwardClaim(IForwardLedger ledger, ForwardRow row, bool mayHaveArrived, TimeSpan length, TimeProvider time)
    {
        (_ledger, _length, _time) = (ledger, length, time);
        (Row, MayHaveArrived) = (row, mayHaveArrived);
    }

    /// <summary>As the ledger has it.</summary>
    public ForwardRow Row { get; private set; }

    /// <summary>An earlier attempt may have reached the destination.</summary>
    public bool MayHaveArrived { get; }

    /// <summary>Null when another was faster, or it has ended.</summary>
    public static async ValueTask<ForwardClaim?> TryTakeAsync(
        IForwardLedger ledger, ForwardRow due, string owner, TimeSpan length, TimeProvider time, CancellationToken cancellation)
    {
        var taken = await ledger.UpdateForwardAsync(
            due with { State = ForwardState.Sending, Owner = owner, NextAttemptAt = time.GetUtcNow() + length }, cancellation);
        return taken is null ? null : new(ledger, taken, mayHaveArrived: due.Attempts > 0 || due.State == ForwardState.Sending, length, time);
    }

    /// <summary>Does the work and renews meanwhile; its token is cancelled when another has taken over.</summary>
    public async Task<T> HoldAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken abort)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(lost, done.Token);
        try
        {
            return await work(lost.Token);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(CancellationTokenSource lost, CancellationToken done)
    {
        using var timer = new PeriodicTimer(_length / 3, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (await TryRenewAsync())
                    continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private async ValueTask<bool> TryRenewAsync()
    {
        try
        {
            if (await _ledger.UpdateForwardAsync(Row with { NextAttemptAt = _time.GetUtcNow() + _length }, CancellationToken.None) is not { } renewed)
                return false;
            Row = renewed;
        }
        catch (StorageUnavailableException)
        {
            // There are two more times to renew before it ends.
        }
        return true;
    }
}
