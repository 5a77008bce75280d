using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>
/// Runs several activities on one thread and lets chance, from a seed, decide which one takes the next step: each pauses before every call of a port.
/// Between two steps time may pass, and a process may stand still for a while or for good, as machines do.
/// </summary>
internal sealed class StepScheduler(int seed, FakeTimeProvider time) : SynchronizationContext
{
    private static readonly int[] Seconds = [1, 1, 1, 1, 5, 20, 50, 80];

    private readonly Random _random = new(seed);
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly List<(int Process, TaskCompletionSource Step)> _paused = [];
    private int _atWork;
    private int _frozenProcess = -1;
    private int _frozenSteps;
    private int _deadProcess = -1;

    /// <summary>Time stands still and nothing is frozen: the activities come to their end.</summary>
    public bool IsCalm { get; set; }

    /// <summary>An activity waits for its next step; asked by one that does not.</summary>
    public bool IsAnyPaused => _paused.Count > 0;

    /// <summary>Nothing of this process takes a step any more, as after kill -9.</summary>
    public void Kill(int process)
    {
        _deadProcess = process;
        _paused.RemoveAll(paused => paused.Process == process);
    }

    public bool IsDead(int process) => process == _deadProcess;

    /// <summary>Waits until chance lets the activity go on.</summary>
    public Task PauseAsync(int process)
    {
        var step = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!IsDead(process))
            _paused.Add((process, step));
        return step.Task;
    }

    /// <summary>Work on other threads, during which no other activity takes a step.</summary>
    public async Task<T> WorkAsync<T>(Func<Task<T>> work)
    {
        _atWork++;
        try
        {
            return await work();
        }
        finally
        {
            _atWork--;
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    /// <summary>Runs the activities to their end, those of a dead process to where it died; their first exception ends everything.</summary>
    public void Run(Func<IEnumerable<(int Process, Task Activity)>> begin)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            var activities = begin().ToList();
            while (activities.Exists(one => !one.Activity.IsCompleted && !IsDead(one.Process)))
            {
                RunPosted();
                if (activities.Find(one => one.Activity.IsFaulted).Activity is { } failed)
                    throw failed.Exception!.InnerException!;
                if (_paused.Count > 0)
                    TakeStep();
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private void RunPosted()
    {
        while (_posted.TryTake(out var next, _atWork > 0 ? TimeSpan.FromSeconds(30) : TimeSpan.Zero))
            next.Callback(next.State);
    }

    private void TakeStep()
    {
        if (!IsCalm)
            Disturb();
        var free = _paused.FindAll(paused => paused.Process != _frozenProcess);
        if (free.Count == 0 || _frozenSteps-- <= 0)
            _frozenProcess = -1;
        var next = free.Count == 0 ? _paused[_random.Next(_paused.Count)] : free[_random.Next(free.Count)];
        _paused.Remove(next);
        next.Step.SetResult();
    }

    private void Disturb()
    {
        if (_random.Next(10) == 0)
            time.Advance(TimeSpan.FromSeconds(Seconds[_random.Next(Seconds.Length)]));
        if (_frozenProcess < 0 && _random.Next(60) == 0)
            (_frozenProcess, _frozenSteps) = (_random.Next(2), _random.Next(60));
    }
}
