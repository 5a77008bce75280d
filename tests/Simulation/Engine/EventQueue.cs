namespace StoreScp.Simulation;

/// <summary>The clock of a simulation: runs what is due, in order of time; at the same time, in the order in which it was asked for.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _due = new();
    private long _order;

    /// <summary>Since midnight of the simulated day.</summary>
    public TimeSpan Now { get; private set; }

    public void At(TimeSpan time, Action action) => _due.Enqueue(action, (time < Now ? Now : time, _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    public void RunUntil(TimeSpan end)
    {
        while (_due.TryPeek(out var action, out var next) && next.At <= end)
        {
            _due.Dequeue();
            Now = next.At;
            action();
        }
    }
}
