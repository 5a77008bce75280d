using System.Collections.Concurrent;

namespace StoreScp.Receiving.Tests.Support;

/// <summary>What happened, in order; and where to make it fail.</summary>
public sealed class Journal
{
    private readonly ConcurrentQueue<string> _events = new();

    public IReadOnlyList<string> Events => [.. _events];

    /// <summary>Called with each event's name before it happens; throws to make it fail.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public void Begin(string name) => Before(name);

    public void Done(string name) => _events.Enqueue(name);
}
