using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StoreScp.Plugins.Hosting.Logging;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Listening;

/// <summary>
/// One listening port. Its loop does nothing but accept, so that no peer can hold up another: TLS handshakes and
/// associations run beside it, each within its own deadline.
/// </summary>
internal sealed partial class AssociationListener : IDisposable
{
    private const int Backlog = 1024;

    /// <summary>Below the 350 s after which load balancers forget an idle connection.</summary>
    private const int KeepAliveAfterSeconds = 120;

    /// <summary>Whoever floods the port shall not flood the log.</summary>
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AcceptRetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly PendingConnections _pending;
    private readonly TimeProvider _time;
    private readonly ILogger<AssociationListener> _logger;
    private readonly LogPace _pace;

    /// <summary>Throws <see cref="SocketException"/> when the port cannot be had.</summary>
    public AssociationListener(ScpOptions scp, int port, bool isTls, PendingConnections pending, TimeProvider time, ILogger<AssociationListener> logger)
    {
        _pending = pending;
        _time = time;
        _logger = logger;
        _pace = new(LogInterval, time);
        IsTls = isTls;
        _socket = Bind(scp.BindAddress, port);
        LocalEndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public bool IsTls { get; }

    /// <summary>With the real port when the operating system chose it.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>
    /// Accepts until the listener is disposed of. <paramref name="onConnection"/> returns at once and from then on owns the
    /// connection; nothing it or a peer does ends the loop.
    /// </summary>
    public async Task RunAsync(Action<AcceptedConnection> onConnection, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Admit(await _socket.AcceptAsync(stop), onConnection);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Descriptors or memory may be short, or the peer is gone already: wait a little and go on.
                if (_pace.IsDue(out var held))
                    LogAcceptFailed(_logger, LocalEndPoint.Port, held, e);
                await Task.Delay(AcceptRetryDelay, _time, CancellationToken.None);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Admit(Socket socket, Action<AcceptedConnection> onConnection)
    {
        try
        {
            var remote = Plain((IPEndPoint)socket.RemoteEndPoint!);
            if (_pending.TryEnter(remote.Address, out var setting) is not { } place)
            {
                if (_pace.IsDue(out var held))
                    LogTooManyPending(_logger, remote.Address, setting!, held);
                socket.Dispose();
                return;
            }
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfterSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
            onConnection(new(socket, remote, Plain((IPEndPoint)socket.LocalEndPoint!), IsTls, place));
        }
        catch (SocketException e)
        {
            // Reset between the three-way handshake and accept.
            LogGone(_logger, e.SocketErrorCode);
            socket.Dispose();
        }
    }

    private static Socket Bind(IPAddress? address, int port)
    {
        if (address is not null || !Socket.OSSupportsIPv6)
            return Bind(new IPEndPoint(address ?? IPAddress.Any, port));
        try
        {
            return Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            // The kernel knows IPv6, and somebody has turned it off.
            return Bind(new IPEndPoint(IPAddress.Any, port));
        }
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>IPv4 peers of a dual-stack socket as IPv4, so that address ranges and logs mean what they say.</summary>
    private static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;
}
