using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace StoreScp.Cloud.Lambda;

/// <summary>The process of a function: a custom runtime's <c>bootstrap</c>, told what Lambda tells it (Lambda Developer Guide, "Defined runtime environment variables").</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private const int LinesKept = 20;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private FunctionProcess(Process process)
    {
        _process = process;
        Exit = ExitAsync();
    }

    /// <summary>Its exit code, once it ended and everything it said was read.</summary>
    public Task<int> Exit { get; }

    public string LastLines => string.Join('\n', _lines);

    public static FunctionProcess Start(FunctionOptions options, string arn, Uri runtimeUrl)
    {
        var start = new ProcessStartInfo(options.Command[0], options.Command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        var environment = new Dictionary<string, string>(options.Environment)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeUrl.Authority,
            ["AWS_LAMBDA_FUNCTION_NAME"] = options.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = options.MemorySize.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_EXECUTION_ENV"] = "AWS_Lambda_provided.al2023",
            ["AWS_REGION"] = arn.Split(':')[3],
            ["AWS_DEFAULT_REGION"] = arn.Split(':')[3],
            ["_HANDLER"] = options.Handler,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new FunctionProcess(Process.Start(start)!);
    }

    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exit;
        _process.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LinesKept)
                _lines.TryDequeue(out _);
        }
    }
}
