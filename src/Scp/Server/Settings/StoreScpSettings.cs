using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace StoreScp.Server.Settings;

/// <summary>The list of all settings: key, default, and what is allowed. `storescp config` prints it in this order.</summary>
internal static class StoreScpSettings
{
    private const string CidrForm = "an address range such as 10.1.0.0/16 (no bits set after the prefix) or one address";

    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromHours(24);

    public static StoreScpOptions Read(SettingsReader reader)
    {
        var storage = ReadStorage(reader, new());
        var options = new StoreScpOptions
        {
            Scp = ReadScp(reader, new()),
            Tls = ReadTls(reader, new()),
            Admin = ReadAdmin(reader, new()),
            Storage = storage,
            Aws = AwsSettingsReader.Read(reader, new()),
            Batches = ReadBatches(reader, new()),
            Import = ReadImport(reader, new()),
            HealthImaging = ReadHealthImaging(reader, new(), storage.Provider),
            Routes = RouteSettings.Read(reader),
            DefaultRoutes = RouteSettings.ReadDefault(reader),
            Forward = ForwardSettings.Read(reader, new()),
            Commitment = CommitmentSettings.Read(reader, new()),
            Plugins = PluginSettings.Read(reader, new()),
            Limits = ReadLimits(reader, new()),
            Logging = ReadLogging(reader, new()),
            Metrics = MetricsSettings.Read(reader, new()),
            ScaleIn = ScaleInSettings.Read(reader, new()),
            Tracing = TracingSettings.Read(reader, new()),
        };
        SettingRules.Check(options, reader);
        return options;
    }

    private static ScpOptions ReadScp(SettingsReader r, ScpOptions d) => new()
    {
        AETitle = r.Read("Scp:AETitle", d.AETitle, SettingKinds.AETitleForm, SettingKinds.TryAETitle, text => text),
        AETitles = r.ReadList<string>("Scp:AETitles", SettingKinds.AETitleForm, SettingKinds.TryAETitle, text => text),
        Port = r.Port("Scp:Port", d.Port),
        BindAddress = r.Read("Scp:BindAddress", d.BindAddress, "an IP address of this machine, or * for all of them",
            TryBindAddress, address => address?.ToString() ?? "*"),
        MaximumAssociations = r.Number("Scp:MaximumAssociations", d.MaximumAssociations, 1, 100_000),
        MaximumAssociationsPerAE = r.Number("Scp:MaximumAssociationsPerAE", d.MaximumAssociationsPerAE, 0, 100_000, " (0 = no limit of its own)"),
        MaximumPendingConnections = r.Number("Scp:MaximumPendingConnections", d.MaximumPendingConnections, 1, 100_000),
        MaximumPendingConnectionsPerAddress =
            r.Number("Scp:MaximumPendingConnectionsPerAddress", d.MaximumPendingConnectionsPerAddress, 1, 100_000),
        DimseTimeout = r.Duration("Scp:DimseTimeout", d.DimseTimeout, OneSecond, OneDay),
        ArtimTimeout = r.Duration("Scp:ArtimTimeout", d.ArtimTimeout, OneSecond, OneDay),
        AssociationRequestTimeout = r.Duration("Scp:AssociationRequestTimeout", d.AssociationRequestTimeout, OneSecond, OneDay),
        IdleTimeout = r.Duration("Scp:IdleTimeout", d.IdleTimeout, OneSecond, OneDay),
        ReleaseTimeout = r.Duration("Scp:ReleaseTimeout", d.ReleaseTimeout, OneSecond, OneDay),
        NetworkWriteTimeout = r.Duration("Scp:NetworkWriteTimeout", d.NetworkWriteTimeout, OneSecond, OneDay),
        MaximumPduLength = (int)r.ByteSize("Scp:MaximumPduLength", d.MaximumPduLength, 4096, 16 << 20),
        AcceptUnknownCallingAE = r.Switch("Scp:AcceptUnknownCallingAE", d.AcceptUnknownCallingAE),
        AcceptUnknownSopClasses = r.Switch("Scp:AcceptUnknownSopClasses", d.AcceptUnknownSopClasses),
        TransferSyntaxPreference = r.ReadList<string>(
            "Scp:TransferSyntaxPreference", "a transfer syntax UID such as 1.2.840.10008.1.2.1", SettingKinds.TryUID, uid => uid),
        DuplicatePolicy = r.Choice("Scp:DuplicatePolicy", d.DuplicatePolicy),
        InvalidUIDPolicy = r.Choice("Scp:InvalidUIDPolicy", d.InvalidUIDPolicy),
        DrainGrace = r.Duration("Scp:DrainGrace", d.DrainGrace, TimeSpan.Zero, TimeSpan.FromSeconds(110)),
        DrainMaximum = r.Duration("Scp:DrainMaximum", d.DrainMaximum, OneSecond, TimeSpan.FromSeconds(110)),
        PeerCIDRs = r.ReadList<IPNetwork>("Scp:PeerCIDRs", CidrForm, SettingKinds.TryCidr, range => range.ToString()),
        Peers = [.. r.IndexesUnder("Scp:Peers").Select(index => ReadPeer(r, FormattableString.Invariant($"Scp:Peers:{index}"))).OfType<PeerOptions>()],
    };

    private static PeerOptions? ReadPeer(SettingsReader r, string key)
    {
        var title = r.Read<string?>($"{key}:AETitle", null, SettingKinds.AETitleForm, (string text, out string? value) =>
        {
            var fits = SettingKinds.TryAETitle(text, out var title);
            value = title;
            return fits;
        }, text => text ?? "(none)");
        var host = r.Text($"{key}:Host", null);
        var port = r.Port($"{key}:Port", null);
        var ranges = r.ReadList<IPNetwork>($"{key}:CIDRs", CidrForm, SettingKinds.TryCidr, range => range.ToString());
        var subject = r.Text($"{key}:TlsSubject", null);
        var tls = r.Switch($"{key}:Tls", false);
        var authorities = r.Text($"{key}:TrustedCAPath", null);
        var policy = CommitmentSettings.ReadPolicy(r, $"{key}:CommitmentPolicy");
        var whenModified = CommitmentSettings.ReadWhenModified(r, $"{key}:CommitWhenModified");
        if (title is null)
        {
            r.Add($"{key} has no AETitle; allowed: {SettingKinds.AETitleForm}.");
            return null;
        }
        return new PeerOptions
        {
            AETitle = title,
            Host = host,
            Port = port,
            CIDRs = ranges,
            TlsSubject = subject,
            Tls = tls,
            TrustedCAPath = authorities,
            CommitmentPolicy = policy,
            CommitWhenModified = whenModified,
        };
    }

    private static TlsOptions ReadTls(SettingsReader r, TlsOptions d) => new()
    {
        Port = r.Port("Tls:Port", d.Port),
        CertificatePath = r.Text("Tls:CertificatePath", d.CertificatePath),
        KeyPath = r.Text("Tls:KeyPath", d.KeyPath),
        PfxPath = r.Text("Tls:PfxPath", d.PfxPath),
        PfxPassword = r.Text("Tls:PfxPassword", d.PfxPassword, isSecret: true),
        CertificateSecret = r.Text("Tls:CertificateSecret", d.CertificateSecret),
        ClientCertificate = r.Choice("Tls:ClientCertificate", d.ClientCertificate),
        TrustedCAPath = r.Text("Tls:TrustedCAPath", d.TrustedCAPath),
        TrustedCASecret = r.Text("Tls:TrustedCASecret", d.TrustedCASecret),
        MinimumVersion = r.Read("Tls:MinimumVersion", d.MinimumVersion, "1.2 or 1.3", TryTlsVersion,
            version => version == SslProtocols.Tls13 ? "1.3" : "1.2"),
        HandshakeTimeout = r.Duration("Tls:HandshakeTimeout", d.HandshakeTimeout, OneSecond, TimeSpan.FromMinutes(5)),
        ReloadInterval = r.Duration("Tls:ReloadInterval", d.ReloadInterval, OneSecond, OneDay),
    };

    private static AdminOptions ReadAdmin(SettingsReader r, AdminOptions d) => new()
    {
        Url = r.Read("Admin:Url", d.Url, "an http address such as http://127.0.0.1:8080, or none (off)",
            TryAdminUrl, url => url?.GetLeftPart(UriPartial.Authority) ?? "none"),
    };

    private static StorageOptions ReadStorage(SettingsReader r, StorageOptions d) => new()
    {
        Provider = r.Choice("Storage:Provider", d.Provider),
        Path = r.Read("Storage:Path", d.Path, "a folder",
            (string text, out string value) => (value = text).Length > 0 && !text.Contains('\0', StringComparison.Ordinal), path => path),
        Durability = r.Choice("Storage:Durability", d.Durability),
    };

    private static BatchSettings ReadBatches(SettingsReader r, BatchSettings d) => new()
    {
        QuietPeriod = r.Duration("Batches:QuietPeriod", d.QuietPeriod, OneSecond, TimeSpan.FromHours(1)),
        MaximumAge = r.Duration("Batches:MaximumAge", d.MaximumAge, OneSecond, OneDay),
        MaximumFiles = r.Number("Batches:MaximumFiles", d.MaximumFiles, 1, 1_000_000),
        MaximumBytes = r.ByteSize("Batches:MaximumBytes", d.MaximumBytes, 1 << 20, 1L << 40),
        LargeFileBytes = r.ByteSize("Batches:LargeFileBytes", d.LargeFileBytes, 1 << 20, 1L << 40),
        LeaseTime = r.Duration("Batches:LeaseTime", d.LeaseTime, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
    };

    private static ImportSettings ReadImport(SettingsReader r, ImportSettings d) => new()
    {
        PollInterval = r.Duration("Import:PollInterval", d.PollInterval, OneSecond, TimeSpan.FromHours(1)),
        ConcurrentJobs = r.Number("Import:ConcurrentJobs", d.ConcurrentJobs, 1, 100_000),
        StartsPerSecond = r.Number("Import:StartsPerSecond", d.StartsPerSecond, 1, 1_000),
        MaximumJobs = r.Number("Import:MaximumJobs", d.MaximumJobs, 1, 100),
        MaximumRedrives = r.Number("Import:MaximumRedrives", d.MaximumRedrives, 0, 100),
        RetentionDays = r.Number("Import:RetentionDays", d.RetentionDays, 0, 36_500, " (0 = objects are kept for good)"),
        SweepInterval = r.Duration("Import:SweepInterval", d.SweepInterval, OneSecond, TimeSpan.FromHours(1)),
    };

    private static HealthImagingSettings ReadHealthImaging(SettingsReader r, HealthImagingSettings d, StorageProvider provider) => new()
    {
        DatastoreId = r.Read("HealthImaging:DatastoreId", d.DatastoreId, "32 lower-case letters and digits", SettingKinds.TryDatastoreId, id => id),
        EmulatorUrl = r.Read("HealthImaging:EmulatorUrl", provider == StorageProvider.Aws ? null : d.EmulatorUrl, "an http address of this machine such as http://127.0.0.1:8081, or none (instances are stored only)",
            TryAdminUrl, url => url?.GetLeftPart(UriPartial.Authority) ?? "none"),
        EmulatorJobTime = r.Duration("HealthImaging:EmulatorJobTime", d.EmulatorJobTime, TimeSpan.Zero, TimeSpan.FromHours(1)),
    };

    private static LimitOptions ReadLimits(SettingsReader r, LimitOptions d) => new()
    {
        MaximumHeaderBytes = r.ByteSize("Limits:MaximumHeaderBytes", d.MaximumHeaderBytes, 64 << 10, 1 << 30),
        MaximumSequenceDepth = r.Number("Limits:MaximumSequenceDepth", d.MaximumSequenceDepth, 1, 1024),
        MaximumObjectBytes = r.ByteSize("Limits:MaximumObjectBytes", d.MaximumObjectBytes, 1 << 20, 1L << 40),
        MemoryBudgetBytes = r.ByteSize("Limits:MemoryBudgetBytes", d.MemoryBudgetBytes, 4 << 20, 1L << 40),
        HandledHeaderBytes = r.ByteSize("Limits:HandledHeaderBytes", d.HandledHeaderBytes, 64 << 10, 1L << 40),
        MemoryWait = r.Duration("Limits:MemoryWait", d.MemoryWait, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        AnswerDeadline = r.Duration("Limits:AnswerDeadline", d.AnswerDeadline, OneSecond, TimeSpan.FromMinutes(10)),
        MinimumFreeDiskBytes = r.Read("Limits:MinimumFreeDiskBytes", d.MinimumFreeDiskBytes,
            $"{ByteSizeText.Forms}, or auto (1 GiB or 2 % of the volume, whichever is smaller)", TryFreeDisk,
            bytes => bytes is null ? "auto" : ByteSizeText.Format(bytes.Value)),
    };

    private static LoggingOptions ReadLogging(SettingsReader r, LoggingOptions d) => new()
    {
        Format = r.Choice("Logging:Format", d.Format),
        Level = r.Choice("Logging:Level", d.Level),
    };

    private static bool TryBindAddress(string text, out IPAddress? value)
    {
        value = null;
        return text == "*" || IPAddress.TryParse(text, out value);
    }

    private static bool TryFreeDisk(string text, out long? value)
    {
        var isSize = ByteSizeText.TryParse(text, out var bytes);
        value = isSize ? bytes : null;
        return isSize || text.Equals("auto", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryTlsVersion(string text, out SslProtocols value)
    {
        value = text == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12;
        return text is "1.2" or "1.3";
    }

    private static bool TryAdminUrl(string text, out Uri? value)
    {
        value = null;
        if (SettingKinds.IsNone(text))
            return true;
        return Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme == Uri.UriSchemeHttp
            && value is { PathAndQuery: "/", UserInfo: "" };
    }
}
