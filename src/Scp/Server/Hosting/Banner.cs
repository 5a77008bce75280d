using System.Net;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Hosting;

/// <summary>What `serve` says first: where it listens, where it stores, and the exact line to try next.</summary>
internal static class Banner
{
    public static IEnumerable<string> Lines(StoreScpOptions options, StoreScpServer server, string? importPlace, string version)
    {
        yield return $"StoreSCP {version}";
        yield return $"  AE title    {string.Join(", ", options.Scp.CalledAETitles)}";
        yield return $"  DICOM       {Where(server.PlainEndPoint)}";
        if (server.TlsEndPoint is not null)
            yield return $"  DICOM TLS   {Where(server.TlsEndPoint)}, client certificates: {options.Tls.ClientCertificate}";
        yield return $"  Admin HTTP  {server.AdminAddress ?? "off"}";
        yield return $"  Data        {Path.GetFullPath(options.Storage.Path)} (durability {options.Storage.Durability})";
        yield return importPlace is null
            ? "  Import      off: instances are stored only (HealthImaging:EmulatorUrl)"
            : $"  Import      into data store {options.HealthImaging.DatastoreId} of {importPlace}";
        yield return $"  Senders     {Senders(options.Scp)}";
        if (server.PlainEndPoint is not { } plain)
            yield break;
        var host = IsAny(plain.Address) ? "127.0.0.1" : plain.Address.ToString();
        var title = options.Scp.AETitle.Contains(' ', StringComparison.Ordinal) ? $"\"{options.Scp.AETitle}\"" : options.Scp.AETitle;
        yield return "";
        yield return $"Try: storescu -nh -aec {title} {host} {plain.Port} +sd +r FOLDER";
        yield return $" or: storescp send FOLDER --to {host}:{plain.Port}{(title == "STORESCP" ? "" : " --aec " + title)}";
    }

    private static string Where(IPEndPoint? endPoint) => endPoint is null
        ? "off"
        : $"port {endPoint.Port} on {(IsAny(endPoint.Address) ? "all addresses" : endPoint.Address.ToString())}";

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string Senders(ScpOptions scp) => (scp.AcceptUnknownCallingAE, scp.PeerCIDRs.Count) switch
    {
        (true, 0) => "anyone may send (close it with Scp:PeerCIDRs, or Scp:AcceptUnknownCallingAE=false and Scp:Peers)",
        (true, _) => $"any AE title from {string.Join(", ", scp.PeerCIDRs)}",
        (false, _) => $"{scp.Peers.Count} known AE titles (Scp:Peers)",
    };
}
