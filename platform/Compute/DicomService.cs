using Pulumi;
using Pulumi.Aws.Ecs.Inputs;
using StoreScp.Platform.Access;
using StoreScp.Platform.Observability;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Compute;

/// <summary>The server on Fargate: cluster, task, service, and how many tasks there are.</summary>
public sealed class DicomService : ComponentResource
{
    private readonly ResourceNames _names;
    private readonly DicomServiceArgs _args;

    public DicomService(ResourceNames names, DicomServiceArgs args, ComponentResourceOptions? options = null)
        : base("storescp:compute:DicomService", names.Of("service"), options)
    {
        (_names, _args) = (names, args);
        var log = EncryptedLog.Create(names, "server", args.Settings, args.Shared.KeyArn, this);
        var cluster = new Aws.Ecs.Cluster(names.Prefix, new()
        {
            Name = names.Prefix,
            Settings = { new ClusterSettingArgs { Name = "containerInsights", Value = args.Settings.Task.ContainerInsights ? "enabled" : "disabled" } },
            // What spills to the disk of a task are images.
            Configuration = new ClusterConfigurationArgs
            {
                ManagedStorageConfiguration = new ClusterConfigurationManagedStorageConfigurationArgs { FargateEphemeralStorageKmsKeyId = args.Shared.KeyArn },
            },
        }, new() { Parent = this, DeleteBeforeReplace = true });
        var service = Service(cluster, Task(log));
        _ = new TaskScaling(names, args.Settings, cluster.Name, service.Name, new() { Parent = this });
        (ClusterName, ServiceName, LogGroupName) = (cluster.Name, service.Name, log.Name);
        RegisterOutputs();
    }

    public Output<string> ClusterName { get; }

    public Output<string> ServiceName { get; }

    public Output<string> LogGroupName { get; }

    private Aws.Ecs.TaskDefinition Task(Aws.CloudWatch.LogGroup log)
    {
        var (settings, shared) = (_args.Settings, _args.Shared);
        var start = Role("start", "ECS: fetches the images, writes the log", TaskGrants.OfStart(settings.Task, log.Arn));
        var server = Role("server", "The server", TaskGrants.OfServer(_names, settings, shared));
        var variables = ServerVariables.OfServer(_names, settings, shared, _args.StateMachineArn);
        var containers = Output.Tuple(log.Name, Output.All(variables.Values)).Apply((logGroup, values) =>
            ContainerDefinitions.Json(settings, _names, logGroup, variables.Keys.Zip(values).ToDictionary(each => each.First, each => each.Second)));
        return new Aws.Ecs.TaskDefinition(_names.Prefix, new()
        {
            Family = _names.Prefix,
            RequiresCompatibilities = { "FARGATE" },
            NetworkMode = "awsvpc",
            Cpu = Text(settings.Task.Cpu),
            Memory = Text(settings.Task.MemoryMiB),
            RuntimePlatform = new TaskDefinitionRuntimePlatformArgs
            {
                OperatingSystemFamily = "LINUX",
                CpuArchitecture = settings.Task.Architecture == CpuArchitecture.Arm64 ? "ARM64" : "X86_64",
            },
            EphemeralStorage = new TaskDefinitionEphemeralStorageArgs { SizeInGib = settings.Task.EphemeralStorageGiB },
            Volumes = { new TaskDefinitionVolumeArgs { Name = ContainerVolume.Name } },
            ExecutionRoleArn = start.Arn,
            TaskRoleArn = server.Arn,
            ContainerDefinitions = containers,
        }, new() { Parent = this });
    }

    private Aws.Ecs.Service Service(Aws.Ecs.Cluster cluster, Aws.Ecs.TaskDefinition task)
    {
        var groups = new InputList<string> { _args.Traffic.TaskGroupId };
        if (_args.Settings.Network.SecurityGroupId is { Length: > 0 } own)
            groups.Add(own);
        // A task that cannot reach its image yet fails, and enough of them fail the first deployment.
        var before = new InputList<Resource> { _args.Traffic };
        if (_args.Place.Ways is { } ways)
            before.Add(ways);
        return new Aws.Ecs.Service(_names.Prefix, new()
        {
            Cluster = cluster.Arn,
            TaskDefinition = task.Arn,
            LaunchType = "FARGATE",
            PlatformVersion = "1.4.0",
            DesiredCount = _args.Settings.Task.DesiredCount,
            NetworkConfiguration = new ServiceNetworkConfigurationArgs
            {
                Subnets = _args.Place.TaskSubnetIds.ToList(),
                SecurityGroups = groups,
                AssignPublicIp = _args.Place.TasksArePublic,
            },
            LoadBalancers = { new ServiceLoadBalancerArgs { TargetGroupArn = _args.TargetGroupArn, ContainerName = ContainerDefinitions.Server, ContainerPort = ContainerPorts.Dicom } },
            HealthCheckGracePeriodSeconds = 90,
            DeploymentCircuitBreaker = new ServiceDeploymentCircuitBreakerArgs { Enable = true, Rollback = true },
            // The new task is there before the old one goes.
            DeploymentMinimumHealthyPercent = 100,
            DeploymentMaximumPercent = 200,
            AvailabilityZoneRebalancing = "ENABLED",
            EnableExecuteCommand = false,
            EnableEcsManagedTags = true,
            PropagateTags = "SERVICE",
            // `pulumi up` is done when the new tasks are.
            WaitForSteadyState = true,
            // How many there are is for scaling to say.
        }, new() { Parent = this, DependsOn = before, IgnoreChanges = { "desiredCount" } });
    }

    private ServiceRole Role(string what, string description, IReadOnlyList<Statement> statements) => new(_names.Of(what), new()
    {
        Description = description,
        Service = "ecs-tasks.amazonaws.com",
        TrustConditions = [new("StringEquals", "aws:SourceAccount", _names.AccountId), new("ArnLike", "aws:SourceArn", _names.Arn("ecs", "*"))],
        Statements = statements,
        PermissionsBoundaryArn = _args.Settings.Environment.PermissionsBoundaryArn,
    }, new() { Parent = this });

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
