using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace StoreScp.Cloud.Moto;

/// <summary>moto in a process of its own: S3, DynamoDB, Step Functions and more on one loopback port. It ends with this process.</summary>
public sealed class MotoProcess : IAsyncDisposable
{
    private const string PortLine = "port ";
    private const int LinesKept = 100;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private MotoProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <param name="taskPort">Where the Tasks of its state machines call Lambda and other services.</param>
    /// <exception cref="InvalidOperationException">There is no moto, or it ended at once; the text says what it said.</exception>
    public static async Task<MotoProcess> StartAsync(int taskPort)
    {
        var python = await MotoPython.FindAsync() ?? throw new InvalidOperationException($"No python3 of the PATH has moto: {MotoPython.HowToInstall}");
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Moto", "launch.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MOTO_PORT"] = taskPort.ToString(CultureInfo.InvariantCulture);
        var moto = new MotoProcess(Process.Start(start)!);
        try
        {
            if (await Task.WhenAny(moto._url.Task, moto._reading).WaitAsync(StartLimit) != moto._url.Task)
                throw new InvalidOperationException($"moto ended at once:\n{string.Join('\n', moto._lines)}");
            moto.Url = await moto._url.Task;
            return moto;
        }
        catch
        {
            await moto.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            // The beginning is what explains a failed start.
            if (_lines.Count < LinesKept)
                _lines.Enqueue(line);
            if (line.StartsWith(PortLine, StringComparison.Ordinal) && int.TryParse(line[PortLine.Length..], CultureInfo.InvariantCulture, out var port))
                _url.TrySetResult(new Uri($"http://127.0.0.1:{port}"));
        }
    }
}
