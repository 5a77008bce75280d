using System.Diagnostics;

namespace StoreScp.Benchmarks.Servers;

/// <summary>The plain receiver of this project (see <see cref="Receiver.PlainReceiver"/>) in a process of its own.</summary>
public sealed class PlainReceiverServer(string sopClassUID, Receiver.KeepMode mode) : IMeasuredServer
{
    public string Name => mode switch
    {
        Receiver.KeepMode.Drop => "sink",
        Receiver.KeepMode.Flush => "plain-flush",
        _ => "plain",
    };

    public StoredContent Stores => mode == Receiver.KeepMode.Drop ? StoredContent.Nothing : StoredContent.IdenticalDataSets;

    public string ObjectsFolder(string folder) => folder;

    public Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        foreach (var argument in new[] { "receiver", "--keep", $"{mode}", "--folder", folder })
            start.ArgumentList.Add(argument);
        return ServerProcess.StartAsync(start, port: null, sopClassUID, metrics: null, cancellation);
    }
}
