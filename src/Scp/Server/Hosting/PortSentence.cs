using System.Net.Sockets;

namespace StoreScp.Server.Hosting;

/// <summary>One sentence about an address that cannot be listened on, with what to do.</summary>
internal static class PortSentence
{
    public static string For(string setting, string address, Exception error)
    {
        var socket = error as SocketException ?? error.InnerException as SocketException ?? error.InnerException?.InnerException as SocketException;
        return socket?.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"{setting}: {address} is in use by another process; stop that one or choose another port with --{setting}=…",
            SocketError.AccessDenied =>
                $"{setting}: {address} may not be used by this user; choose a port of 1024 or higher with --{setting}=…, or grant CAP_NET_BIND_SERVICE.",
            SocketError.AddressNotAvailable =>
                $"{setting}: {address} is not an address of this machine.",
            _ => $"{setting}: {address} cannot be listened on: {(socket ?? error).Message}",
        };
    }
}
