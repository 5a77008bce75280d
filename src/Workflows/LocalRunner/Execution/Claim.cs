using StoreScp.LocalRunner.Files;
using StoreScp.Storage;

namespace StoreScp.LocalRunner.Execution;

/// <summary>Keeps an execution ours while one of its Tasks is at work.</summary>
internal sealed class Claim : IAsyncDisposable
{
    private readonly WorkflowFile _file;
    private readonly ExecutionRow _execution;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    /// <param name="length">How long it holds without being renewed.</param>
    /// <param name="stop">The runner stops.</param>
    public Claim(WorkflowFile file, ExecutionRow execution, TimeSpan length, TimeProvider time, CancellationToken stop)
    {
        _file = file;
        _execution = execution;
        _length = length;
        _time = time;
        _held = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _renewing = RenewAsync();
    }

    /// <summary>Cancelled when another has the execution or may soon have it, and when the runner stops.</summary>
    public CancellationToken Held => _held.Token;

    /// <summary>Until when nobody else may take an execution that is claimed now: a quarter more than <paramref name="length"/>, for clocks that differ and a holder that is only slow.</summary>
    public static DateTimeOffset Until(DateTimeOffset now, TimeSpan length) => now + (length * 1.25);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
        _held.Dispose();
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_length / 6, _time);
        var renewed = _time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                var began = _time.GetTimestamp();
                var isOurs = await TryRenewAsync();
                if (isOurs == true)
                    renewed = began;
                else if (isOurs == false || _time.GetElapsedTime(renewed) >= _length)
                    break;
            }
            await _held.CancelAsync();
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The Task has ended; the claim goes on with what it writes.
        }
    }

    /// <summary>Null: the file does not answer.</summary>
    private async Task<bool?> TryRenewAsync()
    {
        try
        {
            var until = Until(_time.GetUtcNow(), _length);
            return await _file.WriteAsync(connection => ExecutionTable.Renew(connection, _execution, until), _ended.Token);
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }
}
