using StoreScp.Platform.Workflow;

namespace StoreScp.Platform.Observability;

/// <summary>What the dashboard shows, from reception to cost, in the order of an image's way.</summary>
public static class DashboardLayout
{
    public static IReadOnlyList<DashboardWidget> Of(PlatformMetrics m) =>
    [
        new("Associations at the moment", "Sum", m.Server("AssociationsActive"), m.Server("ConnectionsPending")),
        new("Associations that ended", "Sum", m.Server("Associations", "Result", "Released"), m.Server("Associations", "Result", "AbortedByPeer"),
            m.Server("Associations", "Result", "AbortedByUs"), m.Server("Associations", "Result", "Rejected"), m.Server("Associations", "Result", "ConnectionLost")),
        new("Instances", "Sum", m.Server("Instances"), m.Server("InstancesFailed"), m.Server("Instances", "Status", "A700H")),
        new("Bytes received", "Sum", m.Server("InstanceBytes")),
        new("Seconds from a C-STORE-RQ to its answer, p99", "p99", m.Server("StoreDuration"), m.Server("ObjectCommitDuration"), m.Server("LedgerWriteDuration")),
        new("Memory for reception", "Maximum", m.Server("MemoryBudgetUsed"), m.Server("MemoryBudgetLimit")),
        new("Deliveries by how they ended", "Sum", m.Server("Deliveries", "State", "Imported"), m.Server("Deliveries", "State", "Forwarded"),
            m.Server("Deliveries", "State", "Quarantined"), m.Server("Deliveries", "State", "Discarded"), m.Server("Deliveries", "State", "Failed")),
        new("Failures by reason", "Sum") { Search = m.ServerByEach("DeliveriesFailed", "Reason") },
        new("Seconds from receipt to Imported", "p90", m.Server("TimeToImported") with { Statistic = "p50" }, m.Server("TimeToImported") with { Statistic = "p90" }),
        new("Batches", "Maximum", m.Server("BatchesOpen"), m.Server("BatchesWaiting"), m.Server("BatchesImporting")),
        new("Seconds that the oldest has waited", "Maximum", m.Server("BatchWaitingLongest"), m.Server("ForwardWaitingLongest")),
        new("Milliseconds from a batch's start to its end", "p90", m.Workflow("ExecutionTime")),
        new("Imports", "Sum", m.Workflow("ExecutionsStarted"), m.Workflow("ExecutionsSucceeded"), m.Workflow("ExecutionsFailed"), m.Workflow("ExecutionsTimedOut")),
        new("Forwards and storage commitment", "Maximum", m.Server("ForwardsWaiting"), m.Server("CommitmentsGivenUp")),
        new("Errors of functions", "Sum", [.. ImportFunction.All.Select(function => m.Function(function.Handler, "Errors"))]),
        new("Milliseconds of functions, p90", "p90", [.. ImportFunction.All.Select(function => m.Function(function.Handler, "Duration"))]),
        new("Tasks: % of CPU and memory", "Average", m.Service("CPUUtilization"), m.Service("MemoryUtilization")),
        new("Load balancer: tasks", "Minimum", m.Targets("HealthyHostCount"), m.Targets("UnHealthyHostCount")),
        new("Load balancer: connections", "Sum", m.Balancer("NewFlowCount"), m.Balancer("ActiveFlowCount"), m.Balancer("TCP_Target_Reset_Count")),
        new("Plugins in trouble", "Maximum", m.Server("PluginBreakersOpen"), m.Server("PluginCallsHanging")),
        new("Cost: load balancer and ledger units", "Sum", m.Balancer("ConsumedLCUs"), m.Table("ConsumedWriteCapacityUnits"), m.Table("ConsumedReadCapacityUnits")),
        new("Cost: bytes of instances", "Average", m.DicomBucketBytes()),
        new("Cost: calls of functions", "Sum", [.. ImportFunction.All.Select(function => m.Function(function.Handler, "Invocations"))]),
    ];
}
