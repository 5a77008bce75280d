using System.Collections.Concurrent;
using System.Threading.Channels;

namespace StoreScp.Cloud.Lambda;

/// <summary>A function with one execution environment: its invocations wait for each other, its process starts with the first.</summary>
internal sealed class LambdaFunction(FunctionOptions options, string arn, TimeProvider time) : IAsyncDisposable
{
    private readonly Channel<Invocation> _waiting = Channel.CreateUnbounded<Invocation>();
    private readonly ConcurrentDictionary<string, Invocation> _inHand = new();
    private readonly SemaphoreSlim _starting = new(1);
    private RuntimeApi? _runtime;
    private FunctionProcess? _process;
    private Task _ended = Task.CompletedTask;
    private volatile bool _isClosed;

    public FunctionOptions Options => options;

    public string Arn => arn;

    /// <summary>Of the runtime API.</summary>
    public Uri RuntimeUrl => _runtime!.Url;

    public async Task OpenAsync() => _runtime = await RuntimeApi.StartAsync(this);

    public async Task<InvocationResult> InvokeAsync(byte[] payload, CancellationToken cancellation)
    {
        var invocation = new Invocation(payload);
        await _waiting.Writer.WriteAsync(invocation, cancellation);
        await EnsureProcessAsync();
        return await invocation.Result.WaitAsync(cancellation);
    }

    /// <summary>The runtime API's next; from here the time-out runs.</summary>
    public async Task<(Invocation Invocation, DateTimeOffset Deadline)> NextAsync(CancellationToken cancellation)
    {
        var invocation = await _waiting.Reader.ReadAsync(cancellation);
        _inHand[invocation.RequestId] = invocation;
        _ = EndAtTimeoutAsync(invocation);
        return (invocation, time.GetUtcNow() + options.Timeout);
    }

    /// <returns>False when no such invocation is in hand.</returns>
    public bool TryComplete(string requestId, InvocationResult result)
    {
        if (!_inHand.TryRemove(requestId, out var invocation))
            return false;
        invocation.Complete(result);
        return true;
    }

    /// <summary>Everything that waits or is in hand ends like this.</summary>
    public void FailAll(InvocationResult result)
    {
        FailInHand(result);
        while (_waiting.Reader.TryRead(out var invocation))
            invocation.Complete(result);
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        if (_process is not null)
            await _process.DisposeAsync();
        await _ended;
        FailAll(InvocationResult.Failed("Lambda.Unknown", "The service ended."));
        if (_runtime is not null)
            await _runtime.DisposeAsync();
        _starting.Dispose();
    }

    private async Task EnsureProcessAsync()
    {
        if (options.Command.Count == 0)
            return;
        await _starting.WaitAsync();
        try
        {
            if (_isClosed || !_ended.IsCompleted)
                return;
            if (_process is not null)
                await _process.DisposeAsync();
            _process = FunctionProcess.Start(options, arn, RuntimeUrl);
            _ended = FailAtExitAsync(_process);
            _ = RestartAsync(_ended);
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task FailAtExitAsync(FunctionProcess process)
    {
        var exitCode = await process.Exit;
        var result = InvocationResult.Failed("Runtime.ExitError", $"Error: Runtime exited with error: exit status {exitCode}\n{process.LastLines}");
        // Whoever waits gets another process, unless this one never came to take anything.
        if (!FailInHand(result))
            FailAll(result);
    }

    private async Task RestartAsync(Task ended)
    {
        await ended;
        if (_waiting.Reader.Count > 0)
            await EnsureProcessAsync();
    }

    /// <returns>Whether anything was in hand.</returns>
    private bool FailInHand(InvocationResult result)
    {
        var any = false;
        foreach (var requestId in _inHand.Keys)
            any |= TryComplete(requestId, result);
        return any;
    }

    private async Task EndAtTimeoutAsync(Invocation invocation)
    {
        try
        {
            await invocation.Result.WaitAsync(options.Timeout, time);
        }
        catch (TimeoutException)
        {
            invocation.Complete(InvocationResult.Failed(
                "Sandbox.Timedout", $"RequestId: {invocation.RequestId} Error: Task timed out after {options.Timeout.TotalSeconds:0.00} seconds"));
            // The end of the process lets go of the invocation.
            if (_process is { } process)
                process.Kill();
            else
                _inHand.TryRemove(invocation.RequestId, out _);
        }
    }
}
