namespace StoreScp.Emulator;

/// <summary>Lets one job at a time have a study.</summary>
internal sealed class StudyGate
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _held = [];
    private TaskCompletionSource _released = NewSignal();

    /// <summary>Waits until all studies are free, then takes them together; disposing the result releases them.</summary>
    public async Task<IDisposable> EnterAsync(IReadOnlyCollection<string> studies, CancellationToken cancellation)
    {
        while (true)
        {
            Task released;
            lock (_lock)
            {
                if (!_held.Overlaps(studies))
                {
                    _held.UnionWith(studies);
                    return new Pass(this, studies);
                }
                released = _released.Task;
            }
            await released.WaitAsync(cancellation);
        }
    }

    private void Leave(IReadOnlyCollection<string> studies)
    {
        lock (_lock)
        {
            _held.ExceptWith(studies);
            _released.SetResult();
            _released = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Pass(StudyGate gate, IReadOnlyCollection<string> studies) : IDisposable
    {
        public void Dispose() => gate.Leave(studies);
    }
}
