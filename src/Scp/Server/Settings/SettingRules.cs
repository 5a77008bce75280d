using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StoreScp.Server.Logging;

namespace StoreScp.Server.Settings;

/// <summary>What must hold between settings, each rule with its sentence.</summary>
internal static class SettingRules
{
    public static void Check(StoreScpOptions options, SettingsReader reader)
    {
        CheckPorts(options, reader);
        CheckTls(options.Tls, reader);
        AwsSettingsReader.Check(options, reader);
        foreach (var mistake in options.Plugins.ToHostOptions("plugins").Validate())
            reader.Add(mistake);
        PluginFetchSettings.Check(options, reader);
        RouteSettings.Check(options, reader);
        if (options.Scp.DrainGrace > options.Scp.DrainMaximum)
            reader.Add($"Scp:DrainGrace is {DurationText.Format(options.Scp.DrainGrace)} (from {reader.SourceOf("Scp:DrainGrace")}); "
                + $"allowed: at most Scp:DrainMaximum, which is {DurationText.Format(options.Scp.DrainMaximum)}.");
        if (options.HealthImaging.EmulatorUrl is { IsLoopback: false })
            reader.Add($"HealthImaging:EmulatorUrl is {options.HealthImaging.EmulatorUrl}; allowed: an address of this machine, since the emulator checks no signature.");
        if (options.Batches.LargeFileBytes > options.Batches.MaximumBytes)
            reader.Add($"Batches:LargeFileBytes is {ByteSizeText.Format(options.Batches.LargeFileBytes)}; "
                + $"allowed: at most Batches:MaximumBytes, which is {ByteSizeText.Format(options.Batches.MaximumBytes)}.");
        if (options.Limits.MaximumHeaderBytes > options.Limits.MaximumObjectBytes)
            reader.Add($"Limits:MaximumHeaderBytes is {ByteSizeText.Format(options.Limits.MaximumHeaderBytes)}; "
                + $"allowed: at most Limits:MaximumObjectBytes, which is {ByteSizeText.Format(options.Limits.MaximumObjectBytes)}.");
        foreach (var twice in options.Scp.Peers.GroupBy(peer => peer.AETitle, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Add($"Scp:Peers names the AE title {LogText.Escape(twice.Key)} {twice.Count()} times; "
                + "allowed: once, with all its address ranges under CIDRs.");
        foreach (var peer in options.Scp.Peers.Where(peer => peer.TlsSubject is not null && !IsDistinguishedName(peer.TlsSubject)))
            reader.Add($"Scp:Peers TlsSubject of {LogText.Escape(peer.AETitle)} is \"{LogText.Escape(peer.TlsSubject)}\"; "
                + "allowed: a distinguished name such as CN=ct1, O=Hospital.");
        foreach (var peer in options.Scp.Peers.Where(peer => peer.TlsSubject is not null && options.Tls.ClientCertificate == ClientCertificateChoice.None))
            reader.Add($"Scp:Peers entry {LogText.Escape(peer.AETitle)} has a TlsSubject but Tls:ClientCertificate is None, "
                + "so it could never associate; allowed with it: Optional or Required.");
        foreach (var peer in options.Scp.Peers.Where(peer => (peer.Host is null) != (peer.Port is null)))
            reader.Add($"Scp:Peers entry {LogText.Escape(peer.AETitle)} has only one of Host and Port; allowed: both, or neither.");
        foreach (var peer in options.Scp.Peers.Where(peer => peer.TrustedCAPath is { } path && (!peer.Tls || !File.Exists(path))))
            reader.Add($"Scp:Peers TrustedCAPath of {LogText.Escape(peer.AETitle)} is \"{LogText.Escape(peer.TrustedCAPath!)}\"; allowed: a file that exists, with Tls true.");
    }

    private static void CheckPorts(StoreScpOptions options, SettingsReader reader)
    {
        if (options.Scp.Port is null && options.Tls.Port is null)
            reader.Add("Scp:Port and Tls:Port are both none; allowed: at least one port to listen on.");
        if (options.Scp.Port is > 0 and var port && options.Tls.Port == port)
            reader.Add($"Tls:Port is {port} (from {reader.SourceOf("Tls:Port")}), the same as Scp:Port; allowed: a port of its own.");
    }

    private static void CheckTls(TlsOptions tls, SettingsReader reader)
    {
        if (tls.Port is null)
        {
            if (tls is not { CertificatePath: null, KeyPath: null, PfxPath: null, PfxPassword: null, CertificateSecret: null, HasAuthorities: false } || tls.ClientCertificate != ClientCertificateChoice.None)
                reader.Add("Tls settings are given but Tls:Port is none, so nothing would be protected; allowed: a port, such as 2762.");
            return;
        }
        if (new[] { tls.CertificatePath, tls.PfxPath, tls.CertificateSecret }.Count(source => source is not null) != 1)
            reader.Add("Tls:Port is set; allowed with it: one of Tls:CertificatePath with Tls:KeyPath (PEM), Tls:PfxPath and Tls:CertificateSecret.");
        if (tls is { KeyPath: not null, CertificatePath: null })
            reader.Add($"Tls:KeyPath is set (from {reader.SourceOf("Tls:KeyPath")}) without Tls:CertificatePath, whose key it would be; a PFX file and a secret hold their own.");
        if (tls is { TrustedCAPath: not null, TrustedCASecret: not null })
            reader.Add("Tls:TrustedCAPath and Tls:TrustedCASecret are both set; allowed: one of them.");
        if (tls.ClientCertificate != ClientCertificateChoice.None && !tls.HasAuthorities)
            reader.Add($"Tls:ClientCertificate is {tls.ClientCertificate} (from {reader.SourceOf("Tls:ClientCertificate")}) "
                + "but Tls:TrustedCAPath is not set; allowed: a PEM file of the authorities that sign client certificates, or its secret (Tls:TrustedCASecret).");
        var authorities = tls.TrustedCAPath is null ? "Tls:TrustedCASecret" : "Tls:TrustedCAPath";
        if (tls.ClientCertificate == ClientCertificateChoice.None && tls.HasAuthorities)
            reader.Add($"{authorities} is set (from {reader.SourceOf(authorities)}) but Tls:ClientCertificate is None, so no certificate would be asked for; allowed with it: Optional or Required.");
        foreach (var (key, path) in new[]
        {
            ("Tls:CertificatePath", tls.CertificatePath), ("Tls:KeyPath", tls.KeyPath),
            ("Tls:PfxPath", tls.PfxPath), ("Tls:TrustedCAPath", tls.TrustedCAPath),
        })
        {
            if (path is not null && !File.Exists(path))
                reader.Add($"{key} is \"{LogText.Escape(path)}\" (from {LogText.Escape(reader.SourceOf(key))}); allowed: a file that exists.");
        }
    }

    private static bool IsDistinguishedName(string text)
    {
        try
        {
            return new X500DistinguishedName(text).RawData.Length > 2;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
