using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using StoreScp.Benchmarks.Discarding;

namespace StoreScp.Benchmarks.Servers;

/// <summary>A server started by the harness: its output is read all the time, and it is ended with SIGTERM when disposed.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastLines = new();
    private readonly TaskCompletionSource<int> _printedPort = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, string commandLine)
    {
        _process = process;
        CommandLine = commandLine;
    }

    public int Id => _process.Id;

    public string CommandLine { get; }

    public int Port { get; private set; }

    /// <summary>Where the server's metrics are, or null when it has none.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>What stands for AWS, or null; ended with the server, after it.</summary>
    public NullAws? Aws { get; init; }

    /// <summary>What was asked of AWS; after <see cref="DisposeAsync"/>.</summary>
    public IReadOnlyList<DiscardedRequest> Discarded { get; private set; } = [];

    /// <summary>Maximum Length Received, as the server announced it when it was first asked.</summary>
    public int AnnouncedLength { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <param name="port">The port it was told to use, or null when it chooses and prints one.</param>
    /// <param name="probedSOPClassUID">The SOP class to associate with until the server answers.</param>
    public static async Task<ServerProcess> StartAsync(
        ProcessStartInfo start, int? port, string probedSOPClassUID, Uri? metrics, CancellationToken cancellation, NullAws? aws = null)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var variables = string.Concat(start.Environment.Where(v => !Inherited.Contains(v.Key)).Select(v => $"{v.Key}={v.Value} "));
        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process, variables + string.Join(' ', start.ArgumentList.Prepend(Path.GetFileName(start.FileName))))
        {
            Metrics = metrics,
            Aws = aws,
        };
        process.OutputDataReceived += (_, line) => server.Printed(line.Data);
        process.ErrorDataReceived += (_, line) => server.Printed(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            await server.WaitUntilItAnswersAsync(port, probedSOPClassUID, limit.Token);
            return server;
        }
        catch (Exception failure)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{server.CommandLine}: did not start.\n{server.LastLines()}", failure);
        }
    }

    public string LastLines() => string.Join('\n', _lastLines);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = LinuxCalls.Kill(_process.Id, LinuxCalls.SigTerm);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        if (Aws is null)
            return;
        Discarded = await Aws.StopAsync();
        await Aws.DisposeAsync();
    }

    private static IReadOnlySet<string> Inherited { get; } = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToHashSet();

    [GeneratedRegex(@"(?:\bport[ =:]+|:)(?<port>\d{4,5})\b", RegexOptions.IgnoreCase)]
    private static partial Regex PortText();

    private async Task WaitUntilItAnswersAsync(int? port, string sopClassUID, CancellationToken cancellation)
    {
        Port = port ?? await _printedPort.Task.WaitAsync(cancellation);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"It exited with code {_process.ExitCode}.");
            if (await Generator.LoadGenerator.ProbeAsync(Port, sopClassUID, cancellation) is { } announced)
            {
                AnnouncedLength = announced;
                return;
            }

            await pause.WaitForNextTickAsync(cancellation);
        }
    }

    private void Printed(string? line)
    {
        if (line is null)
            return;
        _lastLines.Enqueue(line);
        if (_lastLines.Count > KeptLines)
            _lastLines.TryDequeue(out _);
        // A line with a web address names the admin port, not the DICOM port.
        if (!_printedPort.Task.IsCompleted && !line.Contains("http", StringComparison.OrdinalIgnoreCase) && PortText().Match(line) is { Success: true } match)
            _printedPort.TrySetResult(int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture));
    }
}
