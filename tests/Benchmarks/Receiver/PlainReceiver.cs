using System.Net;
using System.Net.Sockets;

namespace StoreScp.Benchmarks.Receiver;

/// <summary>
/// The least a C-STORE receiver can do: a thread and a file per association, PDV headers stripped, nothing parsed, no ledger, no hash.
/// It says what durability alone costs on a disk, and how fast the generator is.
/// </summary>
public static class PlainReceiver
{
    private const int Backlog = 512;

    /// <summary>Prints its port and serves until the process is ended.</summary>
    public static int Run(KeepMode keep, string folder)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(Backlog);
        Console.WriteLine($"port {((IPEndPoint)listener.LocalEndPoint!).Port}");
        var directory = keep == KeepMode.Drop ? null : new KeptDirectory(folder, isFlushed: keep == KeepMode.Flush);
        while (true)
        {
            var socket = listener.Accept();
            socket.NoDelay = true;
            // A blocking thread each: the shape with the least code between the socket and the file.
            new Thread(() => Serve(socket, directory)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket, KeptDirectory? directory)
    {
        using (socket)
        {
            try
            {
                using var association = new PlainAssociation(socket, directory);
                association.Run();
            }
            catch (Exception broken) when (broken is SocketException or IOException or InvalidDataException)
            {
                Console.Error.WriteLine(broken.Message);
            }
        }
    }
}
