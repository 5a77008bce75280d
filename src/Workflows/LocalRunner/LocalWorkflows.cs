using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using StoreScp.LocalRunner.Definition;
using StoreScp.LocalRunner.Execution;
using StoreScp.LocalRunner.Files;
using StoreScp.Storage;

namespace StoreScp.LocalRunner;

/// <summary>Runs the import workflow in this process, as Step Functions runs it on AWS: the same file, durable at every state.</summary>
/// <remarks>
/// Several processes may share one file; an execution is in the hands of one. An execution that waits costs a row, no thread and no timer.
/// A process that dies leaves its executions to the others, or to its successor, some 75 s later (<see cref="LocalRunnerOptions.ClaimTime"/>), at the state in hand.
/// </remarks>
public sealed partial class LocalWorkflows : IWorkflowStarter, IAsyncDisposable
{
    private const int RemovedAtOnce = 500;
    private static readonly TimeSpan RemovalInterval = TimeSpan.FromHours(1);

    private readonly WorkflowDefinition _definition;
    private readonly LocalRunnerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WorkflowFile _file;
    private readonly Transitions _transitions;
    private readonly ExecutionStep _step;
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Task> _running = [];
    private DateTimeOffset _nextRemoval = DateTimeOffset.MinValue;

    /// <param name="definition">Amazon States Language; each Task's resource is a placeholder <c>${Name}</c>.</param>
    /// <param name="handlers">By the name of the placeholder.</param>
    /// <exception cref="WorkflowDefinitionException">The definition asks for what this runner does not do, or contradicts itself.</exception>
    /// <exception cref="StorageSetupException">The file cannot be opened.</exception>
    public LocalWorkflows(
        string definition, IReadOnlyDictionary<string, TaskHandler> handlers, LocalRunnerOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumRunning, 1);
        _definition = WorkflowDefinition.Parse(definition, handlers);
        _options = options;
        _time = time;
        _logger = logger;
        _file = WorkflowFile.Open(options.DatabasePath, options.LockTimeout);
        _transitions = new Transitions(time, new Jitter(options.JitterSeed));
        _step = new ExecutionStep(_file, new Definitions(_file, handlers, _definition), _transitions, options.ClaimTime, time, logger);
    }

    /// <exception cref="ArgumentException">The name or the input is none that Step Functions would take.</exception>
    public async ValueTask<WorkflowStart> StartAsync(string name, string input, CancellationToken cancellation)
    {
        if (!ExecutionName().IsMatch(name))
            throw new ArgumentException("An execution's name is 1 to 80 letters, digits, '.', '_' and '-'.", nameof(name));
        if (Payload.IsTooLarge(input) || !Payload.TryRead(input, out _))
            throw new ArgumentException($"An execution's input is JSON of at most {Payload.MaximumBytes} bytes.", nameof(input));
        var started = await _file.WriteAsync(connection =>
        {
            var now = _time.GetUtcNow();
            DefinitionTable.Add(connection, _definition.Hash, _definition.Text);
            return ExecutionTable.Start(
                connection, name, input, _definition.Hash, now, now + _definition.Timeout, _transitions.Start(_definition, input));
        }, cancellation);
        _wake.Set();
        return started;
    }

    public async ValueTask<WorkflowStatus?> DescribeAsync(string name, CancellationToken cancellation) =>
        await _file.ReadAsync(connection => ExecutionTable.FindStatus(connection, name), cancellation);

    /// <summary>Oldest first; empty when there is no such execution (any more).</summary>
    public async ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string name, CancellationToken cancellation) =>
        await _file.ReadAsync(connection => HistoryTable.Read(connection, name), cancellation);

    /// <summary>Runs executions until cancelled; then cancels the Tasks in hand, gives their executions back and returns. At most one at a time.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stopping = cancellation.Register(_stop.Cancel);
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                _wake.Reset();
                await _wake.WaitAsync(SleepUntil(await TryDispatchAsync()), _time, _stop.Token);
            }
            await Task.WhenAll(_running);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs what is due now until all of it waits or has ended; instead of <see cref="RunAsync"/>, where the caller owns the clock.</summary>
    /// <returns>When something is due next; null when nothing runs.</returns>
    public async Task<DateTimeOffset?> RunDueAsync(CancellationToken cancellation)
    {
        using var stopping = cancellation.Register(_stop.Cancel);
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            while (true)
            {
                var next = await DispatchAsync();
                if (_running.Count == 0)
                    return next;
                await Task.WhenAny(_running);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Cancels the Tasks in hand and gives their executions back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _turn.WaitAsync();
        await Task.WhenAll(_running);
        await _file.DisposeAsync();
        _turn.Release();
    }

    private TimeSpan SleepUntil(DateTimeOffset? next)
    {
        var untilNext = (next ?? DateTimeOffset.MaxValue) - _time.GetUtcNow();
        return untilNext < TimeSpan.Zero ? TimeSpan.Zero : untilNext < _options.PollInterval ? untilNext : _options.PollInterval;
    }

    private async Task<DateTimeOffset?> TryDispatchAsync()
    {
        try
        {
            return await DispatchAsync();
        }
        catch (StorageUnavailableException exception)
        {
            LogUnavailable(_logger, exception.Message);
            return null;
        }
    }

    /// <summary>Begins what is due, as far as there are places; returns when something is due next.</summary>
    private async Task<DateTimeOffset?> DispatchAsync()
    {
        await RemoveEndedAsync();
        _running.RemoveAll(step => step.IsCompleted);
        var places = _options.MaximumRunning - _running.Count;
        if (places > 0 && !_stop.IsCancellationRequested)
        {
            var now = _time.GetUtcNow();
            foreach (var execution in await _file.WriteAsync(connection => ExecutionTable.Claim(connection, _options.Holder, now, Claim.Until(now, _options.ClaimTime), places)))
                Begin(execution);
        }
        // With every place taken, the end of a step is what to wait for.
        return _running.Count < _options.MaximumRunning ? await _file.ReadAsync(ExecutionTable.NextDue) : null;
    }

    private void Begin(ExecutionRow execution)
    {
        var step = Task.Run(() => _step.RunAsync(execution, _stop.Token), CancellationToken.None);
        _running.Add(step);
        _ = step.ContinueWith(_ => _wake.Set(), TaskScheduler.Default);
    }

    private async Task RemoveEndedAsync()
    {
        var now = _time.GetUtcNow();
        if (now < _nextRemoval)
            return;
        var removed = await _file.WriteAsync(connection => ExecutionTable.RemoveEnded(connection, now - _options.Retention, RemovedAtOnce));
        _nextRemoval = removed < RemovedAtOnce ? now + RemovalInterval : now;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExecutionName();
}
