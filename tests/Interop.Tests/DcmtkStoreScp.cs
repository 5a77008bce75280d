using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace StoreScp.Interop.Tests;

/// <summary>DCMTK's storescp, writing exactly what it receives (+B) into a folder.</summary>
public sealed class DcmtkStoreScp : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private DcmtkStoreScp(params string[] options)
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        _process = Process.Start(new ProcessStartInfo(Tool.Find("storescp", "apt-get install dcmtk"),
            ["+B", "+xa", "-pm", "-aet", "DCMTK", "-od", _folder.Path, .. options, Port.ToString(CultureInfo.InvariantCulture)]))!;
    }

    public int Port { get; }

    public static async Task<DcmtkStoreScp> StartAsync(params string[] options)
    {
        var storescp = new DcmtkStoreScp(options);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                // It announces nothing: it listens when it can be connected to.
                await (await RawPeer.ConnectAsync(storescp.Port)).DisposeAsync();
                return storescp;
            }
            catch (SocketException) when (!limit.IsCancellationRequested && !storescp._process.HasExited)
            {
                await Task.Yield();
            }
        }
    }

    public void MustHaveUnchanged(IReadOnlyCollection<Instance> instances) =>
        Directory.GetFiles(_folder.Path).Select(path => Part10.HashOf(Part10.DataSetOf(path))).Should().BeEquivalentTo(instances.Select(instance => instance.Hash));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }
}
