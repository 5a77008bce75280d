using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.Emulator.Tests;

/// <summary>Time that passes when somebody waits for it, and as long as he waits.</summary>
internal sealed class SteppingTime : FakeTimeProvider
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Channel<DateTimeOffset> _waits = Channel.CreateUnbounded<DateTimeOffset>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero) _waits.Writer.TryWrite(GetUtcNow() + dueTime);
        return timer;
    }

    /// <summary>Lets pass what the next one waits for.</summary>
    public async Task StepAsync()
    {
        TimeSpan wait = await _waits.Reader.ReadAsync().AsTask().WaitAsync(Limit) - GetUtcNow();
        if (wait > TimeSpan.Zero) Advance(wait);
    }

    /// <summary>Lets time pass until a task is done.</summary>
    public async Task StepUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            Task<bool> isAwaited = _waits.Reader.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(task, isAwaited).WaitAsync(Limit) == isAwaited) await StepAsync();
        }
        await task;
    }
}
