using System.Globalization;
using Pulumi;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform;

/// <summary>Settings of server and functions as environment variables: Scp:Port is STORESCP__Scp__Port.</summary>
public static class ServerVariables
{
    /// <summary>Read by the functions, too; they must be the same on both sides.</summary>
    private static readonly string[] OfImport =
    [
        "Import:PollInterval", "Import:ConcurrentJobs", "Import:StartsPerSecond", "Import:MaximumJobs", "Import:MaximumRedrives", "Batches:LeaseTime",
    ];

    public static string Name(string setting) => "STORESCP__" + setting.Replace(":", "__", StringComparison.Ordinal);

    public static InputMap<string> ToMap(IReadOnlyDictionary<string, Input<string>> variables)
    {
        var map = new InputMap<string>();
        foreach (var (setting, value) in variables)
            map.Add(Name(setting), value);
        return map;
    }

    /// <summary>What server and functions have in common.</summary>
    public static Dictionary<string, Input<string>> Shared(PlatformSettings settings, SharedResources shared)
    {
        var variables = new Dictionary<string, Input<string>>
        {
            ["Aws:Bucket"] = shared.Buckets.Dicom.Name,
            ["Aws:ResultsBucket"] = shared.Buckets.Results.Name,
            ["Aws:Table"] = shared.Ledger.Name,
            ["Aws:DataAccessRoleArn"] = shared.DataAccessRoleArn,
            ["Aws:KmsKeyId"] = shared.KeyArn,
            ["Metrics:Environment"] = settings.Environment.Name,
        };
        // HealthImaging runs 100 jobs at the same time, 20 in Sydney.
        if (settings.Environment.Region == "ap-southeast-2")
            variables["Import:ConcurrentJobs"] = "20";
        foreach (var setting in settings.Dicom.ServerSettings.Where(setting => OfImport.Contains(setting.Key)))
            variables[setting.Key] = setting.Value;
        foreach (var (index, route) in settings.Datastores.Routes.OrderBy(route => route.Datastore is null).Index())
        {
            var key = $"Routes:{index.ToString(CultureInfo.InvariantCulture)}";
            variables[$"{key}:Name"] = route.Name;
            if (route.ForwardTo is { } peer)
                variables[$"{key}:ForwardTo"] = peer;
            else
                variables[$"{key}:DatastoreId"] = shared.Datastores.IdsByRoute[route.Name];
        }
        return variables;
    }

    /// <summary>The server's own.</summary>
    public static Dictionary<string, Input<string>> OfServer(
        ResourceNames names, PlatformSettings settings, SharedResources shared, Output<string> stateMachineArn)
    {
        var variables = Shared(settings, shared);
        var dicom = settings.Dicom;
        foreach (var setting in dicom.ServerSettings)
            variables[setting.Key] = setting.Value;
        variables["Aws:Region"] = names.Region;
        variables["Aws:StateMachineArn"] = stateMachineArn;
        variables["Aws:SecretsPrefix"] = names.SecretsPrefix;
        variables["HealthImaging:DatastoreId"] = shared.Datastores.DefaultId;
        variables["Import:RetentionDays"] = Text(settings.Storage.ImportRetentionDays);
        variables["Scp:AETitle"] = dicom.AETitle;
        variables["Scp:DimseTimeout"] = $"{Text(dicom.DimseTimeoutSeconds)}s";
        variables["Scp:MaximumAssociations"] = Text(dicom.MaximumAssociations);
        AddList(variables, "Scp:PeerCIDRs", dicom.PeerCidrs);
        foreach (var (index, peer) in dicom.Peers.Index())
            AddPeer(variables, $"Scp:Peers:{Text(index)}", peer);
        AddList(variables, "Routes:Default", settings.Datastores.DefaultRoutes);
        AddPorts(variables, settings.Ingress);
        AddPlugins(variables, settings.Plugins, names);
        return variables;
    }

    private static void AddPeer(Dictionary<string, Input<string>> variables, string key, PeerSettings peer)
    {
        variables[$"{key}:AETitle"] = peer.AETitle;
        if (peer.CIDR is { } cidr)
            variables[$"{key}:CIDRs:0"] = cidr;
        if (peer is { Host: { } host, Port: { } port })
            (variables[$"{key}:Host"], variables[$"{key}:Port"]) = (host, Text(port));
        if (peer.TLS)
            variables[$"{key}:Tls"] = "true";
        if (peer.TLSSubject is { } subject)
            variables[$"{key}:TlsSubject"] = subject;
    }

    private static void AddPorts(Dictionary<string, Input<string>> variables, IngressSettings ingress)
    {
        variables["Scp:Port"] = ingress.ServerHasTls ? "none" : Text(ContainerPorts.Dicom);
        variables["Admin:Url"] = $"http://0.0.0.0:{Text(ContainerPorts.Admin)}";
        if (!ingress.ServerHasTls)
            return;
        variables["Tls:Port"] = Text(ContainerPorts.Dicom);
        variables["Tls:CertificateSecret"] = ingress.TlsSecretArn;
        variables["Tls:ClientCertificate"] = ingress.RequireClientCertificate ? "Required" : "None";
        if (ingress.RequireClientCertificate)
            variables["Tls:TrustedCASecret"] = ingress.ClientAuthoritiesSecretArn;
    }

    private static void AddPlugins(Dictionary<string, Input<string>> variables, PluginSettings plugins, ResourceNames names)
    {
        foreach (var (index, plugin) in plugins.Plugins.Index())
        {
            var key = $"Plugins:Fetch:{Text(index)}";
            variables[$"{key}:Object"] = $"s3://{names.Bucket("plugins")}/{plugin.Key}";
            variables[$"{key}:VersionId"] = plugin.VersionID;
            variables[$"{key}:Sha256"] = plugin.SHA256;
        }
        AddList(variables, "Plugins:AllowedHashes", plugins.AllowedHashes);
        if (plugins.LedgerKeySecret.Length > 0)
            variables["Plugins:LedgerKeySecret"] = plugins.LedgerKeySecret;
    }

    private static void AddList(Dictionary<string, Input<string>> variables, string key, IEnumerable<string> values)
    {
        foreach (var (index, value) in values.Index())
            variables[$"{key}:{Text(index)}"] = value;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
