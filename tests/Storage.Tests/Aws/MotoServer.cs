using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using StoreScp.Cloud.Moto;

namespace StoreScp.Testing.Running;

/// <summary>moto's server: S3, DynamoDB, Step Functions and more on one port of loopback, which the system chose. A missing one skips the test, and fails it under CI.</summary>
/// <remarks>A process of its own for each fixture; tests on the same one keep apart by the names of their buckets and tables.</remarks>
public sealed partial class MotoServer : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;
    private Uri? _endpoint;

    /// <summary>Of every service.</summary>
    public Uri Endpoint => _endpoint ?? throw new InvalidOperationException("moto has not started.");

    public async ValueTask InitializeAsync()
    {
        if (await MotoPython.FindAsync() is not { } python)
        {
            Tool.Missing($"No python3 of the PATH has moto: {MotoPython.HowToInstall}");
            return;
        }
        var start = new ProcessStartInfo(python, ["-c", "import atomic_dynamodb, moto.server; moto.server.main(['-H', '127.0.0.1', '-p', '0'])"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONUNBUFFERED"] = "1";
        start.Environment["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "Moto");
        _process = Process.Start(start)!;
        var reading = Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        if (await Task.WhenAny(_address.Task, reading).WaitAsync(StartLimit) != _address.Task)
            throw new InvalidOperationException($"moto ended at once:\n{string.Join('\n', _lines)}");
        _endpoint = await _address.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            // It logs every request; the beginning is what explains a failed start.
            if (_lines.Count < 100)
                _lines.Enqueue(line);
            if (RunningOn().Match(line) is { Success: true } match)
                _address.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"Running on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex RunningOn();
}
