using System.Net;
using System.Net.Sockets;

namespace StoreScp.Server.Tests;

/// <summary>Two ends of a real TCP connection on a port the operating system chose.</summary>
internal static class Loopback
{
    public static async Task<(NetworkStream Server, NetworkStream Client)> PairAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        return (new NetworkStream(await listener.AcceptSocketAsync(), ownsSocket: true), new NetworkStream(client, ownsSocket: true));
    }
}
