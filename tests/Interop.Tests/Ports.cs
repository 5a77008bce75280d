using System.Net;
using System.Net.Sockets;

namespace StoreScp.Interop.Tests;

/// <summary>Ports for programs that must be told one, and cannot be asked which one they got.</summary>
public static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
