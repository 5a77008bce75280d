using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting.Logging;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Memory;
using StoreScp.Receiving.Tracing;
using StoreScp.Server.Metrics;
using StoreScp.Server.Policy;
using StoreScp.Server.Tls;

namespace StoreScp.Server.Listening;

/// <summary>Runs each accepted connection from TLS handshake to close, beside the listener, and knows all that are running.</summary>
internal sealed partial class ConnectionRunner(
    AcceptorOptions options, SitePolicy site, AssociationPlaces places, Func<BlockDuplexPipe, DimseServices> services, MemoryBudget budget,
    TlsServer? tls, StoreScpMetrics metrics, ShutdownSignals signals, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly ILogger<ConnectionRunner> _logger = loggers.CreateLogger<ConnectionRunner>();
    private readonly ILogger<ConnectionPolicy> _policyLogger = loggers.CreateLogger<ConnectionPolicy>();
    private readonly ILogger<AssociationLog> _associationLogger = loggers.CreateLogger<AssociationLog>();
    /// <summary>With the start in it, an association's id is not given again after a restart.</summary>
    private readonly long _startedAt = time.GetUtcNow().ToUnixTimeSeconds();
    private readonly LogPace _handshakePace = new(TimeSpan.FromSeconds(10), time);
    private long _lastId;

    /// <summary>Returns at once; the connection is closed and its places are given back when it is over, whatever happens.</summary>
    public void Start(AcceptedConnection connection)
    {
        var id = Interlocked.Increment(ref _lastId);
        // Registered before it runs, so that it can always take itself out again.
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[id] = RunAfterAsync(begun.Task, connection, id);
        begun.SetResult();
    }

    /// <summary>Completes when no connection runs any more.</summary>
    public async Task AllEndedAsync()
    {
        while (!_running.IsEmpty)
            await Task.WhenAll(_running.Values);
    }

    private async Task RunAfterAsync(Task begun, AcceptedConnection connection, long id)
    {
        await begun.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"{_startedAt:x}-{id}"));
        }
        catch (Exception e)
        {
            LogFault(_logger, connection.Remote, e);
        }
        finally
        {
            connection.Pending.Dispose();
            connection.Socket.Dispose();
            _running.TryRemove(id, out _);
        }
    }

    private async Task RunAsync(AcceptedConnection connection, string associationId)
    {
        await using Stream network = new NetworkStream(connection.Socket, ownsSocket: true);
        if (!connection.IsTls)
        {
            await AssociateAsync(network, connection, associationId, tlsSubject: null);
            return;
        }
        if (await TryHandshakeAsync(network, connection) is not { Stream: { } secured } handshake)
            return;
        await using (secured)
            await AssociateAsync(secured, connection, associationId, handshake.Subject);
    }

    private async Task<(SslStream? Stream, string? Subject)> TryHandshakeAsync(Stream network, AcceptedConnection connection)
    {
        try
        {
            return await tls!.HandshakeAsync(network, signals.Abort);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // A probe that closes before the first byte is no news; a handshake that fails is.
            if (e is not AuthenticationException)
            {
                LogHandshakeGone(_logger, connection.Remote, e.Message);
                return default;
            }
            metrics.AssociationEnded("TlsHandshakeFailed", TimeSpan.Zero);
            if (_handshakePace.IsDue(out var held))
                LogHandshakeFailed(_logger, connection.Remote, (e.InnerException ?? e).Message, held);
            return default;
        }
    }

    private async Task AssociateAsync(Stream stream, AcceptedConnection connection, string associationId, string? tlsSubject)
    {
        var peer = new PeerConnection { Remote = connection.Remote, Local = connection.Local, TlsSubject = tlsSubject, AssociationId = associationId };
        using var policy = new ConnectionPolicy(site, places, connection.Pending, _policyLogger);
        var pipe = new BlockDuplexPipe(stream, budget);
        var offered = services(pipe);
        using var storage = offered.Storage as IDisposable;
        using var span = ReceptionTrace.StartAssociation(associationId);
        var log = new AssociationLog(metrics, _associationLogger, offered.Storage.NameForLog, span);
        var association = new AcceptorAssociation(pipe, peer, options, policy, offered, time, log);
        await association.RunAsync(signals);
    }
}
