using System.Text;
using Microsoft.Extensions.Logging;

namespace StoreScp.Emulator;

/// <summary>
/// Lets several processes share one emulator: the one that has the lock of the folder hosts it and publishes its URL in a file, the
/// others read it there; when the host ends, another takes over.
/// </summary>
public sealed partial class EmulatorHost(EmulatorOptions options, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly EmulatorFolder _folder = new(options.Folder);
    private readonly ILogger _logger = loggers.CreateLogger<EmulatorHost>();
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Uri? _url;
    private volatile bool _isHost;

    /// <summary>Where the emulator was last seen, here or in another process. It may change when a host ends: ask for each call.</summary>
    /// <exception cref="InvalidOperationException">Nobody has hosted it yet; see <see cref="WaitAsync"/>.</exception>
    public Uri CurrentUrl => _url ?? throw new InvalidOperationException("The emulator has not started yet.");

    /// <summary>This process hosts it.</summary>
    public bool IsHost => _isHost;

    /// <summary>Completes when <see cref="CurrentUrl"/> is known.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _known.Task.WaitAsync(cancellation);

    /// <summary>Hosts the emulator, or follows the process that does, until it is cancelled; then it returns.</summary>
    /// <exception cref="IOException">This process has the lock, but cannot use the folder or the address.</exception>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        options.Validate();
        Directory.CreateDirectory(options.Folder);
        try
        {
            while (true)
            {
                using (FileStream? held = TryLock())
                {
                    if (held is not null)
                    {
                        await HostAsync(cancellation);
                        return;
                    }
                }
                Follow();
                await Task.Delay(CheckInterval, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task HostAsync(CancellationToken cancellation)
    {
        await using EmulatorServer server = await EmulatorServer.StartAsync(options, time, loggers, cancellation);
        await AtomicFile.WriteAsync(_folder.Url, async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(server.Url.AbsoluteUri), cancellation));
        LogHosting(_logger, server.Url, options.Folder);
        Publish(server.Url, isHost: true);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        }
        finally
        {
            _isHost = false;
        }
    }

    private void Follow()
    {
        try
        {
            if (!Uri.TryCreate(File.ReadAllText(_folder.Url), UriKind.Absolute, out Uri? url) || url == _url) return;
            LogFollowing(_logger, url);
            Publish(url, isHost: false);
        }
        catch (FileNotFoundException)
        {
            // The host is starting.
        }
    }

    private void Publish(Uri url, bool isHost)
    {
        _url = url;
        _isHost = isHost;
        _known.TrySetResult();
    }

    /// <summary>Null when another process has it. The operating system takes it from one that ends, however it ends.</summary>
    private FileStream? TryLock()
    {
        try
        {
            return new FileStream(_folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
