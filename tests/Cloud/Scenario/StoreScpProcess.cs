using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace StoreScp.Cloud.Scenario;

/// <summary>The server as a task on AWS runs it: a process with nothing but settings in its environment; and its other commands, as a laptop runs them.</summary>
internal sealed partial class StoreScpProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private StoreScpProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Where it takes DICOM.</summary>
    public int Port { get; private set; }

    public string Log => string.Join('\n', _lines);

    /// <exception cref="InvalidOperationException">It ended at once; the text is what it said.</exception>
    public static async Task<StoreScpProcess> ServeAsync(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var server = new StoreScpProcess(Start(environment, ["serve", "--Scp:Port=0", "--Admin:Url=http://127.0.0.1:0", .. settings]));
        try
        {
            if (await Task.WhenAny(server._port.Task, server._reading).WaitAsync(StartLimit) != server._port.Task)
                throw new InvalidOperationException($"The server ended at once:\n{server.Log}");
            server.Port = await server._port.Task;
            return server;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start: {e.Message}\n{server.Log}", e);
        }
    }

    /// <summary>Runs a command to its end and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the text is what it said.</exception>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"storescp {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }

    /// <summary>SIGKILL: it has no time for anything.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _reading;
        _process.Dispose();
    }

    private static Process Start(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [BuiltProgram.Server, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment.Append(new("NO_COLOR", "1")))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (DicomLine().Match(line) is { Success: true } match)
                _port.TrySetResult(int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture));
        }
    }

    [GeneratedRegex(@"^\s+DICOM\s\s+port (?<port>\d+)")]
    private static partial Regex DicomLine();
}
