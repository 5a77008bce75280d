using Pulumi;
using Pulumi.Aws.CloudWatch.Inputs;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>Instances by calling AE title, from the log: the server's metrics name no peer.</summary>
public static class PeerFilters
{
    public static void Create(ResourceNames names, DicomSettings dicom, PlatformMetrics metrics, Output<string> logGroupName, Resource parent)
    {
        foreach (var (index, peer) in dicom.Peers.Where(peer => peer.NothingReceivedHours is not null).Index())
        {
            var metric = metrics.ReceivedFrom(peer.AETitle);
            _ = new Aws.CloudWatch.LogMetricFilter(names.Of($"received-{index}"), new()
            {
                LogGroupName = logGroupName,
                // The line that every association ends with.
                Pattern = $"{{ $.State.CallingAETitle = \"{peer.AETitle.Replace("\"", "\\\"", StringComparison.Ordinal)}\" && $.State.InstanceCount > 0 }}",
                MetricTransformation = new LogMetricFilterMetricTransformationArgs { Namespace = metric.Namespace, Name = metric.Name, Value = "$.State.InstanceCount", Unit = "Count" },
            }, new() { Parent = parent });
        }
    }
}
