using Pulumi;
using Pulumi.Aws.AppAutoScaling.Inputs;
using StoreScp.Platform.Observability;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Compute;

/// <summary>More tasks when the average task has many associations, or much to compute; fewer slowly, since a task with associations is protected.</summary>
public sealed class TaskScaling : ComponentResource
{
    private const int ScaleOutCooldownSeconds = 60;

    private const int ScaleInCooldownSeconds = 600;

    public TaskScaling(ResourceNames names, PlatformSettings settings, Output<string> clusterName, Output<string> serviceName, ComponentResourceOptions? options = null)
        : base("storescp:compute:TaskScaling", names.Of("scaling"), options)
    {
        var child = new CustomResourceOptions { Parent = this };
        var target = new Aws.AppAutoScaling.Target(names.Of("tasks"), new()
        {
            MinCapacity = settings.Task.DesiredCount,
            MaxCapacity = settings.Task.MaximumCount,
            ResourceId = Output.Format($"service/{clusterName}/{serviceName}"),
            ScalableDimension = "ecs:service:DesiredCount",
            ServiceNamespace = "ecs",
        }, child);
        Aws.AppAutoScaling.PolicyArgs Tracking(PolicyTargetTrackingScalingPolicyConfigurationArgs configuration) => new()
        {
            PolicyType = "TargetTrackingScaling",
            ResourceId = target.ResourceId,
            ScalableDimension = target.ScalableDimension,
            ServiceNamespace = target.ServiceNamespace,
            TargetTrackingScalingPolicyConfiguration = configuration,
        };
        // Each task is one value of the gauge, so the average is per task.
        _ = new Aws.AppAutoScaling.Policy(names.Of("associations"), Tracking(new()
        {
            TargetValue = settings.Task.AssociationsPerTask,
            CustomizedMetricSpecification = new PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationArgs
            {
                Namespace = Metric.ServerNamespace,
                MetricName = "AssociationsActive",
                Statistic = "Average",
                Dimensions =
                {
                    new PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensionArgs { Name = Metric.EnvironmentDimension, Value = settings.Environment.Name },
                },
            },
            ScaleOutCooldown = ScaleOutCooldownSeconds,
            ScaleInCooldown = ScaleInCooldownSeconds,
        }), child);
        _ = new Aws.AppAutoScaling.Policy(names.Of("cpu"), Tracking(new()
        {
            TargetValue = settings.Task.CpuPercent,
            PredefinedMetricSpecification = new PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecificationArgs { PredefinedMetricType = "ECSServiceAverageCPUUtilization" },
            ScaleOutCooldown = ScaleOutCooldownSeconds,
            ScaleInCooldown = ScaleInCooldownSeconds,
        }), child);
        RegisterOutputs();
    }
}
