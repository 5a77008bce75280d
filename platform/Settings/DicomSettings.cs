using System.Net;

namespace StoreScp.Platform.Settings;

/// <summary>What the server answers to, and whom.</summary>
public sealed record DicomSettings
{
    /// <summary>Set by this program from its own settings or resources: written twice they would contradict each other.</summary>
    private static readonly string[] Reserved =
    [
        "Scp:AETitle", "Scp:Port", "Scp:DimseTimeout", "Scp:MaximumAssociations", "Scp:PeerCIDRs", "Scp:Peers", "Scp:BindAddress",
        "Tls:Port", "Tls:CertificatePath", "Tls:KeyPath", "Tls:PfxPath", "Tls:PfxPassword", "Tls:CertificateSecret", "Tls:TrustedCAPath", "Tls:TrustedCASecret",
        "Tls:ClientCertificate",
        "Admin", "Storage", "Metrics", "Routes", "HealthImaging", "Logging:Format", "Import:RetentionDays",
        "Aws:Region", "Aws:Bucket", "Aws:ResultsBucket", "Aws:Table", "Aws:StateMachineArn", "Aws:DataAccessRoleArn", "Aws:KmsKeyId", "Aws:SecretsPrefix",
        "Plugins:Fetch", "Plugins:AllowedHashes", "Plugins:LedgerKeySecret", "Plugins:SecretsFolder", "Plugins:Folders",
    ];

    public required string AETitle { get; init; }

    /// <summary>Of the load balancer.</summary>
    public required int Port { get; init; }

    public required int DimseTimeoutSeconds { get; init; }

    public required int MaximumAssociations { get; init; }

    public required IReadOnlyList<string> PeerCidrs { get; init; }

    public required IReadOnlyList<PeerSettings> Peers { get; init; }

    public required IReadOnlyDictionary<string, string> ServerSettings { get; init; }

    public static DicomSettings Read(SettingsReader r)
    {
        var settings = new DicomSettings
        {
            AETitle = r.Text(
                new("SCPAETitle", SettingType.String, "STORESCP", "1 to 16 printable ASCII characters without backslash", "The AE title that the server answers to.", "—"), SettingForms.IsAETitle),
            Port = r.Number(
                new("SCPPort", SettingType.Integer, "11112", "1 to 65535", "The DICOM port of the load balancer.", "—"), 1, 65535),
            DimseTimeoutSeconds = r.Number(
                new("DIMSETimeout", SettingType.Integer, "60", "1 to 86400 seconds", "How long a peer may be silent within a message.", "—"), 1, 86400),
            MaximumAssociations = r.Number(
                new("MaximumAssociations", SettingType.Integer, "300", "1 to 100000", "Associations at the same time, of one task.", "memory of the task"), 1, 100_000),
            PeerCidrs = r.List(
                new("PeerCIDRs", SettingType.Array, "[]", "IPv4 ranges such as 10.1.0.0/16", "Who reaches the DICOM port. None: nobody.", "—"), SettingForms.IsCidr),
            Peers = r.Records<PeerSettings>(
                new("Peers", SettingType.Array, "[]", "entries with AETitle, and optionally CIDR, Host with Port and CIDR, TLS, TLSSubject, NothingReceivedHours (1 to 24)",
                    "Known application entities (`Scp:Peers`): where they call from, where forwards and answers go (and to nowhere else), and after how many silent hours there is an alarm.", "$0.10 a month for each alarm")
                { ItemType = SettingType.Object },
                peer => peer.IsValid),
            ServerSettings = r.Map(
                new("ServerSettings", SettingType.Object, "{}", "keys of docs/limits.md that this program does not set itself",
                    "Any other setting of the server, such as `Scp:IdleTimeout: 120s`. No secrets: they go by name.", "—"),
                key => SettingForms.IsServerSetting(key) && !Reserved.Any(reserved => key == reserved || key.StartsWith(reserved + ':', StringComparison.Ordinal))),
        };
        foreach (var twice in settings.Peers.GroupBy(peer => peer.AETitle).Where(group => group.Count() > 1))
            r.Add("Peers", $"{twice.Key} is there {twice.Count()} times; allowed: once.");
        foreach (var peer in settings.Peers.Where(peer => peer is { IsCalled: false, CIDR: not null } && !settings.PeerCidrs.Any(range => Contains(range, peer.CIDR))))
            r.Add("Peers", $"{peer.AETitle} calls from {peer.CIDR}; allowed: addresses within PeerCIDRs, since nobody else reaches the DICOM port.");
        return settings;
    }

    private static bool Contains(string range, string part) =>
        IPNetwork.TryParse(range, out var outer) && IPNetwork.TryParse(part, out var inner) && outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);
}
