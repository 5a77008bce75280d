using System.Diagnostics;
using System.Globalization;

namespace StoreScp.Benchmarks.Servers;

/// <summary>DCMTK's storescp, one process per association.</summary>
public sealed class DcmtkStoreScp(string sopClassUID, bool bitPreserving) : IMeasuredServer
{
    public string Name => bitPreserving ? "dcmtk-b128" : "dcmtk";

    // By default storescp decodes the data set and writes it anew; with +B it writes what came.
    public StoredContent Stores => bitPreserving ? StoredContent.IdenticalDataSets : StoredContent.OneFileEach;

    public string ObjectsFolder(string folder) => folder;

    public Task<ServerProcess> StartAsync(string folder, CancellationToken cancellation)
    {
        var port = FreePort.Find();
        var start = new ProcessStartInfo("storescp");
        start.ArgumentList.Add("--fork");
        if (bitPreserving)
        {
            foreach (var argument in new[] { "+B", "-pdu", "131072" })
                start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add("-od");
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        // Without it Nagle's algorithm costs 40 ms per response, and the comparison is worthless.
        start.Environment["TCP_NODELAY"] = "1";
        return ServerProcess.StartAsync(start, port, sopClassUID, metrics: null, cancellation);
    }
}
