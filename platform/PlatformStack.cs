using Pulumi;
using StoreScp.Platform.Compute;
using StoreScp.Platform.HealthImaging;
using StoreScp.Platform.Ingress;
using StoreScp.Platform.Keys;
using StoreScp.Platform.Network;
using StoreScp.Platform.Observability;
using StoreScp.Platform.Settings;
using StoreScp.Platform.Storage;
using StoreScp.Platform.Workflow;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform;

/// <summary>One environment: everything between the modalities and AWS HealthImaging.</summary>
public class PlatformStack : Stack
{
    public PlatformStack()
        : this(null)
    {
    }

    /// <exception cref="RunException">The environment's settings are not right.</exception>
    protected PlatformStack(StackOptions? options)
        : base(options)
    {
        var settings = PlatformSettings.Load(Deployment.Instance.StackName, new Config());
        var names = new ResourceNames(settings.Environment);
        var root = new ComponentResourceOptions { Provider = Provider(settings.Environment) };
        var definition = File.ReadAllText(Path.Combine(Deployment.Instance.RootDirectory, WorkflowDefinition.FilePath));

        var keyArn = new EnvironmentKey(names, settings.Environment, root).Arn;
        var place = Place(names, settings, keyArn, root);
        var traffic = new TrafficRules(names, settings.Dicom, place, root);
        var buckets = new Buckets(names, settings, keyArn, root);
        var ledger = new LedgerTable(names, settings.Environment, keyArn, root);
        var datastores = new Datastores(names, settings, keyArn, root);
        var shared = new SharedResources
        {
            KeyArn = keyArn,
            Buckets = buckets,
            Ledger = ledger,
            Datastores = datastores,
            DataAccessRoleArn = DataAccessRole.Create(names, datastores, buckets, keyArn, settings.Environment.PermissionsBoundaryArn, root).Arn,
        };
        var workflow = new ImportWorkflow(names, settings, shared, definition, root);
        var balancer = new DicomBalancer(names, settings, place, traffic.BalancerGroupId, buckets.Logs, root);
        var service = new DicomService(names, new()
        {
            Settings = settings,
            Shared = shared,
            Place = place,
            Traffic = traffic,
            TargetGroupArn = balancer.TargetGroupArn,
            StateMachineArn = workflow.MachineArn,
        }, root);
        var metrics = new PlatformMetrics
        {
            Environment = settings.Environment.Name,
            ClusterName = service.ClusterName,
            ServiceName = service.ServiceName,
            BalancerSuffix = balancer.BalancerSuffix,
            TargetGroupSuffix = balancer.TargetGroupSuffix,
            StateMachineArn = workflow.MachineArn,
            TableName = ledger.Name,
            DeadLetterName = workflow.DeadLetterName,
            DicomBucketName = buckets.Dicom.Name,
            FunctionNames = workflow.Functions.PhysicalNames,
        };
        var monitoring = new Monitoring(names, settings, metrics, service.LogGroupName, buckets, keyArn, root);

        NetworkLoadBalancerDNS = balancer.DnsName;
        DICOMPort = Output.Create(settings.Dicom.Port);
        DICOMAETitle = Output.Create(settings.Dicom.AETitle);
        DashboardURL = monitoring.DashboardUrl;
        AlarmTopicARN = monitoring.TopicArn;
        BucketName = buckets.Dicom.Name;
        ResultsBucketName = buckets.Results.Name;
        PluginsBucketName = buckets.Plugins.Name;
        TableName = ledger.Name;
        StateMachineARN = workflow.MachineArn;
        DatastoreID = datastores.DefaultId;
        SecretsPrefix = Output.Create(names.SecretsPrefix);
    }

    /// <summary>Where modalities send to.</summary>
    [Output]
    public Output<string> NetworkLoadBalancerDNS { get; private set; }

    [Output]
    public Output<int> DICOMPort { get; private set; }

    [Output]
    public Output<string> DICOMAETitle { get; private set; }

    [Output]
    public Output<string> DashboardURL { get; private set; }

    [Output]
    public Output<string> AlarmTopicARN { get; private set; }

    /// <summary>Of the instances.</summary>
    [Output]
    public Output<string> BucketName { get; private set; }

    [Output]
    public Output<string> ResultsBucketName { get; private set; }

    [Output]
    public Output<string> PluginsBucketName { get; private set; }

    /// <summary>Of the ledger.</summary>
    [Output]
    public Output<string> TableName { get; private set; }

    [Output]
    public Output<string> StateMachineARN { get; private set; }

    [Output]
    public Output<string> DatastoreID { get; private set; }

    /// <summary>Before the names of secrets that plugins read.</summary>
    [Output]
    public Output<string> SecretsPrefix { get; private set; }

    /// <summary>Region and account are the settings', never the machine's.</summary>
    private static Aws.Provider Provider(EnvironmentSettings environment)
    {
        var tags = new InputMap<string> { ["Application"] = "StoreSCP", ["Environment"] = environment.Name, ["ManagedBy"] = "Pulumi" };
        foreach (var (key, value) in environment.Tags)
            tags.Add(key, value);
        return new Aws.Provider("aws", new()
        {
            Region = environment.Region,
            AllowedAccountIds = { environment.AccountId },
            DefaultTags = new Aws.Inputs.ProviderDefaultTagsArgs { Tags = tags },
        });
    }

    private static NetworkPlace Place(ResourceNames names, PlatformSettings settings, Output<string> keyArn, ComponentResourceOptions root)
    {
        var network = settings.Network;
        if (!network.IsNew)
        {
            return new()
            {
                VpcId = network.VpcId,
                PublicSubnetIds = [.. network.PublicSubnetIds.Select(id => (Input<string>)id)],
                PrivateSubnetIds = [.. network.PrivateSubnetIds.Select(id => (Input<string>)id)],
                TasksArePublic = false,
            };
        }
        var place = new VirtualNetwork(names, network, root).Place;
        if (network.FlowLogs)
            _ = new FlowLogs(names, settings, place.VpcId, keyArn, root);
        return place;
    }
}
