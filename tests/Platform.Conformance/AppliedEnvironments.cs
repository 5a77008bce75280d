using StoreScp.Platform.Graph;
using StoreScp.Platform.Graph.Settings;

namespace StoreScp.Platform.Conformance;

/// <summary>Every environment and the graph of broken resources, applied once for all tests.</summary>
public sealed class AppliedEnvironments : IAsyncLifetime
{
    private readonly Dictionary<string, (AppliedGraph Graph, Report Report)> _applied = [];

    internal IReadOnlyDictionary<string, (AppliedGraph Graph, Report Report)> Applied => _applied;

    internal Report Broken { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        string root = Root();
        var environments = EnvironmentFile.Names(root).ToDictionary(name => name, name => EnvironmentFile.Read(root, name));
        environments.Add("what the files leave out", LeftOut(environments["staging"]));
        environments.Add("an existing VPC", InExistingVpc(environments["staging"]));
        var graphs = new List<AppliedGraph>();
        foreach (var environment in environments.Values)
            graphs.Add(AppliedGraph.Of(await PlatformRecorder.RecordAsync(environment)));
        var reports = await MotoRun.ApplyAsync([.. graphs, BrokenResources.In(graphs[0])]);
        foreach (var (index, name) in environments.Keys.Index())
            _applied[name] = (graphs[index], reports[index]);
        Broken = reports[^1];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Settings that make resources, or arguments of them, which no environment of this repository has.</summary>
    private static EnvironmentFile LeftOut(EnvironmentFile environment) => environment.With(
        ("TaskEgress", "Endpoints"), ("VolumeImage", environment.Value("Image")), ("TLSCertificateARN", $"arn:aws:acm:{environment.Value("Region")}:{environment.Value("AccountID")}:certificate/1"),
        ("InternetFacing", "true"), ("CPUArchitecture", "Arm64"), ("DatastoreID", "0123456789abcdef0123456789abcdef"), ("FlowLogs", "true"), ("AuditTrail", "true"), ("MonthlyBudget", "100"),
        ("AlarmEmails", """["a@hospital.example"]"""), ("Tags", """{"CostCenter":"4711"}"""));

    /// <summary>Also with a permissions boundary and plugins, which no environment has either.</summary>
    private static EnvironmentFile InExistingVpc(EnvironmentFile environment) => environment.With(
        ("VpcID", ExistingNetwork.Vpc), ("VpcCIDR", ExistingNetwork.Cidr), ("PrivateSubnetIDs", ExistingNetwork.PrivateSubnetIds), ("PublicSubnetIDs", ExistingNetwork.PublicSubnetIds),
        ("SecurityGroupID", ExistingNetwork.SecurityGroup), ("PermissionsBoundaryARN", $"arn:aws:iam::{environment.Value("AccountID")}:policy/boundary"),
        ("Plugins", $$"""[{"Key":"acme-1.0.0.zip","VersionID":"v1","SHA256":"{{new string('0', 64)}}"}]"""), ("PluginHashes", $"""["{new string('1', 64)}"]"""),
        ("PluginSecrets", """["acme"]"""), ("LedgerKeySecret", "ledger-key"), ("ServerSettings", """{"Plugins:Handlers:0:Plugin":"Acme"}"""));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("StoreScp.sln is above no folder of the test assembly.");
        return folder.FullName;
    }
}
