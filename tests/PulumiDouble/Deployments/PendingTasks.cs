using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>Every output and registration of a run. More may come while they are waited for.</summary>
internal sealed class PendingTasks
{
    private readonly ConcurrentQueue<Task> _tasks = new();

    public void Add(Task task) => _tasks.Enqueue(task);

    /// <summary>Waits until nothing is left, and returns what went wrong: each exception once, however many outputs it went through.</summary>
    public async Task<List<Exception>> DrainAsync()
    {
        var errors = new List<Exception>();
        while (_tasks.TryDequeue(out var task))
        {
            try
            {
                await task;
            }
            catch (Exception error)
            {
                if (!errors.Contains(error))
                    errors.Add(error);
            }
        }
        return errors;
    }
}
