using System.Collections.Concurrent;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>Tasks that answer as written, one answer after the other; the last one repeats.</summary>
internal sealed class Script
{
    private readonly Dictionary<string, TaskHandler> _handlers = [];

    /// <summary>Names of the Tasks called, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Inputs of the Tasks called, in order.</summary>
    public ConcurrentQueue<string> Inputs { get; } = [];

    public IReadOnlyDictionary<string, TaskHandler> Handlers => _handlers;

    public Script With(string task, params Answer[] answers) => With(task, inTask: null, answers);

    public Script With(string task, Action<string>? inTask, Answer[] answers)
    {
        var left = new Queue<Answer>(answers);
        return With(task, (_, _) =>
        {
            inTask?.Invoke(task);
            var answer = left.Count > 1 ? left.Dequeue() : left.Peek();
            return answer.Error is { } error
                ? throw new WorkflowTaskException(error, answer.Cause!)
                : ValueTask.FromResult(answer.Result!.ToJsonString());
        });
    }

    public Script With(string task, TaskHandler handler)
    {
        _handlers[task] = (input, cancellation) =>
        {
            Calls.Enqueue(task);
            Inputs.Enqueue(input);
            return handler(input, cancellation);
        };
        return this;
    }
}
