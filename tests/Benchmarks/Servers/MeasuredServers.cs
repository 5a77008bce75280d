using StoreScp.Benchmarks.Plugins;

namespace StoreScp.Benchmarks.Servers;

/// <summary>The servers that can be measured, by the name used on the command line and in the table.</summary>
public static class MeasuredServers
{
    public static readonly IReadOnlyList<string> Names = [.. PluginSet.All.Select(set => set.Name), OwnServerOnAws.Encrypted, OwnServerOnAws.InTheClear, "dcmtk", "dcmtk-b128", "plain", "plain-flush", "sink"];

    public static bool IsOurs(string name) => name.StartsWith(PluginSet.None.Name, StringComparison.Ordinal);

    public static IMeasuredServer Create(string name, string executable, string sopClassUID, ThroughputOptions options) => name switch
    {
        _ when PluginSet.Find(name) is { } plugins => new OwnServer(plugins, executable, sopClassUID, options.Durability, options.MeasureAllocations),
        OwnServerOnAws.Encrypted or OwnServerOnAws.InTheClear => new OwnServerOnAws(name, executable, sopClassUID, options.MeasureAllocations),
        "dcmtk" => new DcmtkStoreScp(sopClassUID, bitPreserving: false),
        "dcmtk-b128" => new DcmtkStoreScp(sopClassUID, bitPreserving: true),
        "plain" => new PlainReceiverServer(sopClassUID, Receiver.KeepMode.OsCache),
        "plain-flush" => new PlainReceiverServer(sopClassUID, Receiver.KeepMode.Flush),
        "sink" => new PlainReceiverServer(sopClassUID, Receiver.KeepMode.Drop),
        _ => throw new FormatException($"'{name}' is not a server: {string.Join(", ", Names)}."),
    };
}
