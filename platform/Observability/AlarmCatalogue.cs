using StoreScp.Platform.Settings;
using StoreScp.Platform.Workflow;

namespace StoreScp.Platform.Observability;

/// <summary>Every alarm.</summary>
public static class AlarmCatalogue
{
    private const int OneHour = 3600;

    public static IReadOnlyList<Alarm> Of(PlatformSettings settings, PlatformMetrics metrics) =>
        [.. Reception(settings, metrics), .. Import(settings, metrics), .. Machinery(metrics), .. Silence(settings, metrics)];

    private static IEnumerable<Alarm> Reception(PlatformSettings settings, PlatformMetrics metrics) =>
    [
        new("refused-for-lack", "Instances are refused with A700H (out of resources): memory, S3 or DynamoDB. Senders try again.", "Sum", 10, metrics.Server("Instances", "Status", "A700H")),
        new("instances-failed", "C-STORE requests end with a failure: the senders have the images still. See the server's log.", "Sum", 50, metrics.Server("InstancesFailed")),
        new("deliveries-failed", "Instances were quarantined, not imported or not forwarded; the dashboard has their reasons: `storescp import list --state Failed`, `storescp forward list --state Failed`.",
            "Sum", 0, metrics.Server("DeliveriesFailed")),
        new("quarantined", "HealthImaging, or a check at reception, will not have some instances: `storescp import quarantine`.", "Sum", 0, metrics.Server("DeliveriesQuarantined")),
        new("commitments-given-up", "A peer that asked for storage commitment could not be told.", "Sum", 0, metrics.Server("CommitmentsGivenUp")),
        new("objects-missing", "A row of the ledger has no object in S3: `storescp doctor`, and the former versions in the bucket.", "Sum", 0, metrics.Server("ObjectsMissing")),
        new("memory-waiting", "Connections wait for memory: more tasks, or larger ones.", "Maximum", 0, metrics.Server("MemoryBudgetWaiting")) { PeriodSeconds = 60, Periods = 5 },
        new("breakers-open", "A plugin handler fails again and again, and its instances with it: `storescp plugin list`.", "Maximum", 0,
            metrics.Server("PluginBreakersOpen")) { PeriodSeconds = 60, Periods = 2 },
        new("calls-hanging", "Calls of a plugin handler do not come back: `storescp plugin list`.", "Maximum", 0, metrics.Server("PluginCallsHanging")) { PeriodSeconds = 60, Periods = 5 },
        new("forward-waiting", "A forward has waited for an hour: is its destination up?", "Maximum", OneHour, metrics.Server("ForwardWaitingLongest")),
        new("associations-many", "A task is at nine tenths of MaximumAssociations; at all of them peers are rejected.", "Maximum", 0.9 * settings.Dicom.MaximumAssociations,
            metrics.Server("AssociationsActive")) { PeriodSeconds = 60, Periods = 3 },
    ];

    private static IEnumerable<Alarm> Import(PlatformSettings settings, PlatformMetrics metrics) =>
    [
        new("batch-waiting", "A sealed batch has waited for an hour: HealthImaging's quotas, or no dispatcher.", "Maximum", OneHour, metrics.Server("BatchWaitingLongest")),
        new("imports-failed", "Executions of the import workflow failed: `storescp import list --state Failed`.", "Sum", 0, metrics.Workflow("ExecutionsFailed")),
        new("imports-timed-out", "Executions of the import workflow ran out of time (12 h).", "Sum", 0, metrics.Workflow("ExecutionsTimedOut")),
        new("imports-aborted", "Somebody stopped executions of the import workflow.", "Sum", 0, metrics.Workflow("ExecutionsAborted")),
        new("imports-throttled", "Step Functions slows the import workflow down.", "Sum", 0, metrics.Workflow("ExecutionThrottled")),
        new("batches-failed", "FailBatch was called: a batch ended as failed.", "Sum", 0, metrics.Function("FailBatch", "Invocations")),
        new("functions-failing", "Functions fail often; the workflow tries again, but look at their logs.", "Sum", 20, All(metrics, "Errors")),
        new("functions-throttled", "Lambda refuses calls: the account's concurrency is used up.", "Sum", 0, All(metrics, "Throttles")),
        new("dead-letters", "Scheduled calls of Sweep or Dispatch failed; the queue has their reasons.", "Maximum", 0, metrics.DeadLetters("ApproximateNumberOfMessagesVisible")),
        .. ImportedLate(settings.Observability.TimeToImportedMinutes, metrics),
    ];

    private static IEnumerable<Alarm> ImportedLate(int minutes, PlatformMetrics metrics)
    {
        if (minutes > 0)
        {
            yield return new("imported-late", $"One in ten instances takes more than {minutes} minutes from its receipt to its result Imported: `storescp import list`.", "p90", minutes * 60,
                metrics.Server("TimeToImported"))
            { PeriodSeconds = 900 };
        }
    }

    private static IEnumerable<Alarm> Machinery(PlatformMetrics metrics) =>
    [
        new("targets-unhealthy", "The load balancer finds tasks not ready.", "Maximum", 0, metrics.Targets("UnHealthyHostCount")) { PeriodSeconds = 60, Periods = 5 },
        new("no-target", "No task is ready: nobody can send.", "Minimum", 1, metrics.Targets("HealthyHostCount")) { PeriodSeconds = 60, Periods = 3, IsBelow = true, MissingIsAlarming = true },
        new("cpu", "Tasks compute at nine tenths of what they have.", "Average", 90, metrics.Service("CPUUtilization")) { Periods = 3 },
        new("memory", "Tasks are at nine tenths of their memory.", "Maximum", 90, metrics.Service("MemoryUtilization")) { Periods = 3 },
        new("ledger-writes-throttled", "DynamoDB throttles writes of the ledger.", "Sum", 0, metrics.Table("WriteThrottleEvents")),
        new("ledger-reads-throttled", "DynamoDB throttles reads of the ledger.", "Sum", 0, metrics.Table("ReadThrottleEvents")),
    ];

    private static IEnumerable<Alarm> Silence(PlatformSettings settings, PlatformMetrics metrics)
    {
        if (settings.Observability.NothingReceivedHours is > 0 and var hours)
            yield return Silent("nothing-received", $"Nothing was received for {hours} h.", hours, metrics.Server("Instances"));
        foreach (var (index, peer) in settings.Dicom.Peers.Where(peer => peer.NothingReceivedHours is not null).Index())
        {
            yield return Silent(
                $"nothing-from-{index}", $"Nothing was received from {peer.AETitle} for {peer.NothingReceivedHours} h.", peer.NothingReceivedHours!.Value, metrics.ReceivedFrom(peer.AETitle));
        }
    }

    private static Alarm Silent(string name, string description, int hours, Metric metric) =>
        new(name, description, "Sum", 1, metric) { PeriodSeconds = OneHour, Periods = hours, IsBelow = true, MissingIsAlarming = true };

    private static IReadOnlyList<Metric> All(PlatformMetrics metrics, string name) => [.. ImportFunction.All.Select(function => metrics.Function(function.Handler, name))];
}
