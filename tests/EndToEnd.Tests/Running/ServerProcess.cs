using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StoreScp.Testing.Running;

/// <summary>The server as a person runs it: a process of its own, on ports that the system chose.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TemporaryFolder? _ownFolder;
    private Task _reading = Task.CompletedTask;
    private volatile int _port, _tlsPort, _adminPort;

    private ServerProcess(ProcessStartInfo start, string folder, TemporaryFolder? ownFolder)
    {
        Folder = folder;
        _ownFolder = ownFolder;
        _process = Process.Start(start)!;
    }

    public static string Assembly => Path.Combine(AppContext.BaseDirectory, "storescp.dll");

    public int Port => _port;

    public int TlsPort => _tlsPort;

    public Uri Admin => new($"http://127.0.0.1:{_adminPort}");

    /// <summary>Storage:Path.</summary>
    public string Folder { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything it printed so far, both streams.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public string Log => string.Join('\n', _lines);

    /// <summary>Starts it on a new folder of its own and waits until it says where it listens.</summary>
    public static Task<ServerProcess> StartAsync(params string[] settings) => StartUnderAsync([], null, settings);

    public static Task<ServerProcess> StartOnAsync(string folder, params string[] settings) => StartUnderAsync([], folder, settings);

    /// <param name="command">A program that runs it, for example strace with its arguments.</param>
    public static async Task<ServerProcess> StartUnderAsync(string[] command, string? folder, params string[] settings)
    {
        var own = folder is null ? new TemporaryFolder() : null;
        folder ??= own!["data"];
        return await StartAsync([.. command, "dotnet", Assembly], folder, own, $"--Storage:Path={folder}", settings);
    }

    /// <summary>Another build of the server, which has its Storage:Path already.</summary>
    /// <param name="program">With the arguments that come before `serve`.</param>
    /// <param name="folder">Its Storage:Path as the test sees it.</param>
    public static Task<ServerProcess> StartProgramAsync(string[] program, string folder, params string[] settings) => StartAsync(program, folder, null, null, settings);

    private static async Task<ServerProcess> StartAsync(string[] program, string folder, TemporaryFolder? own, string? storage, string[] settings)
    {
        string[] command =
        [
            .. program, "serve", "--Scp:Port=0", "--Admin:Url=http://127.0.0.1:0", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", .. storage is null ? [] : (string[])[storage], .. settings,
        ];
        var server = new ServerProcess(Command(command), folder, own);
        server._reading = Task.WhenAll(server.ReadAsync(server._process.StandardOutput), server.ReadAsync(server._process.StandardError));
        try
        {
            await Task.WhenAny(server._ready.Task, server._process.WaitForExitAsync()).WaitAsync(StartLimit);
            if (!server._ready.Task.IsCompleted)
                throw new InvalidOperationException($"The server ended at once with exit code {await server.WaitAsync()}:\n{server.Log}");
            return server;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            var log = server.Log;
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start: {e.Message}\n{log}", e);
        }
    }

    /// <summary>Runs any command of the executable to its end.</summary>
    public static Task<ToolResult> RunAsync(params string[] arguments) =>
        Tool.RunAsync("dotnet", [Assembly, .. arguments], CleanEnvironment());

    /// <summary>SIGTERM; gives the exit code.</summary>
    public Task<int> StopAsync()
    {
        Terminate();
        return WaitAsync();
    }

    public void Terminate() => Signals.Terminate(_process);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(StopLimit);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>The process that is the server itself, also when another program runs it.</summary>
    public ProcessFacts Facts() => ProcessFacts.Of(Id);

    public Task<IReadOnlyList<StoredInstance>> StatusAsync() => StatusOfAsync(Folder);

    public static async Task<IReadOnlyList<StoredInstance>> StatusOfAsync(string folder)
    {
        var result = (await RunAsync("status", "--instances", "--json", $"--Storage:Path={folder}")).MustSucceed();
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<StoredInstance>(line)!)];
    }

    public string PathOf(StoredInstance instance) => PathOf(Folder, instance.ObjectKey);

    public static string PathOf(string folder, string objectKey) => Path.Combine(folder, "objects", objectKey);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _ownFolder?.Dispose();
    }

    private static ProcessStartInfo Command(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in CleanEnvironment())
            start.Environment[name] = value;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("STORESCP__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return start;
    }

    private static Dictionary<string, string> CleanEnvironment() => new() { ["DOTNET_NOLOGO"] = "1", ["NO_COLOR"] = "1", ["DOTNET_gcServer"] = "0" };

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            Notice(line);
        }
    }

    private void Notice(string line)
    {
        if (PortLine().Match(line) is not { Success: true } found)
            return;
        var port = int.TryParse(found.Groups["port"].Value, CultureInfo.InvariantCulture, out var number) ? number : 0;
        switch (found.Groups["what"].Value)
        {
            case "DICOM":
                _port = port;
                break;
            case "DICOM TLS":
                _tlsPort = port;
                break;
            case "Admin HTTP":
                _adminPort = port;
                break;
            case "Senders":
                // Behind all ports in the banner.
                _ready.TrySetResult();
                break;
        }
    }

    [GeneratedRegex(@"^\s+(?<what>DICOM|DICOM TLS|Admin HTTP|Senders)\s\s+(port (?<port>\d+)|http://.*:(?<port>\d+))?")]
    private static partial Regex PortLine();
}
