namespace StoreScp.Server.Metrics.Emf;

/// <summary>Every metric that goes to CloudWatch (docs/operations.md has the same list; a test compares them).</summary>
internal static class EmfMetrics
{
    private const string Count = "Count";
    private const string Bytes = "Bytes";
    private const string Seconds = "Seconds";

    public static readonly IReadOnlyList<EmfMetric> All =
    [
        Counter("Associations", "storescp.association", "associations that ended", "result", "Result"),
        Gauge("AssociationsActive", Count, "storescp.association.active", "associations at the moment"),
        Gauge("AssociationsLimit", Count, "storescp.association.limit", "`Scp:MaximumAssociations`"),
        Histogram("AssociationDuration", Seconds, "storescp.association.duration", "from accept to the end of an association"),
        Gauge("ConnectionsPending", Count, "storescp.connection.pending", "connections that have not associated"),
        Counter("Instances", "storescp.instance", "answered C-STORE requests", "status", "Status"),
        Counter("InstancesFailed", "storescp.instance", "those answered with a failure: the sender has them still", "status") with { Counts = IsFailure },
        new("InstanceBytes", EmfKind.Counter, Bytes, "storescp.instance.received", "data set bytes of answered C-STORE requests"),
        Histogram("InstanceSize", Bytes, "storescp.instance.size", "data set bytes of one instance"),
        Histogram("StoreDuration", Seconds, "storescp.store.duration", "from a C-STORE-RQ to its answer, reception included"),
        Histogram("ObjectCommitDuration", Seconds, "storescp.object.commit.duration", "making one object durable"),
        Histogram("LedgerWriteDuration", Seconds, "storescp.ledger.write.duration", "one write of the ledger"),
        Counter("Deliveries", "storescp.delivery", "deliveries that got their final state", "state", "State"),
        // What did not fail has no reason.
        Counter("DeliveriesFailed", "storescp.delivery", "those that ended Failed or Quarantined", "reason", "Reason") with { Counts = reason => reason.Length > 0 },
        Counter("DeliveriesQuarantined", "storescp.delivery", "those that ended Quarantined", "state") with { Counts = state => state == "Quarantined" },
        Histogram("TimeToImported", Seconds, "storescp.time.to.imported", "from the receipt of an instance to its result Imported"),
        Counter("Commitments", "storescp.commitment", "storage commitment transactions that ended", "result", "Result"),
        Counter("CommitmentsGivenUp", "storescp.commitment", "those whose peer could not be told", "result") with { Counts = result => result == "GivenUp" },
        Gauge("BatchesOpen", Count, "storescp.batch.open", "batches that this process admits to"),
        Gauge("BatchesWaiting", Count, "storescp.batch.waiting", "sealed batches whose import has not begun, of all processes"),
        Gauge("BatchesImporting", Count, "storescp.batch.importing", "batches that are being imported, of all processes"),
        Gauge("BatchWaitingLongest", Seconds, "storescp.batch.waiting.longest", "how long the oldest sealed batch has waited"),
        Gauge("ForwardsWaiting", Count, "storescp.forward.waiting", "forwards without a result, of all processes"),
        Gauge("ForwardWaitingLongest", Seconds, "storescp.forward.waiting.longest", "how long the oldest forward has waited"),
        Counter("Sweeps", "storescp.sweep", "runs of the sweep", "result", "Result"),
        Counter("SweptObjects", "storescp.sweep.object", "what sweeps have found", "outcome", "Outcome"),
        Counter("ObjectsMissing", "storescp.sweep.object", "rows of the ledger whose object is not in the store", "outcome") with { Counts = outcome => outcome == "missing" },
        Gauge("MemoryBudgetUsed", Bytes, "storescp.memory.budget.used", "receiving buffers in use"),
        Gauge("MemoryBudgetLimit", Bytes, "storescp.memory.budget.limit", "`Limits:MemoryBudgetBytes`"),
        Gauge("MemoryBudgetWaiting", Count, "storescp.memory.budget.waiting", "connections that wait for memory"),
        Gauge("PluginBreakersOpen", Count, "storescp.plugin.handler", "handlers whose circuit breaker is open") with { Tag = "breaker", Counts = breaker => breaker == "Open" },
        Gauge("PluginCallsHanging", Count, "storescp.plugin.hanging", "calls of handlers that have not come back"),
    ];

    /// <summary>A failure of PS3.7 Annex C, as <c>DimseStatus</c> writes it: neither Success nor a warning (0001H, 0107H, 0116H, B…).</summary>
    private static bool IsFailure(string status) => status is not ("0000H" or "0001H" or "0107H" or "0116H") && !status.StartsWith('B');

    private static EmfMetric Counter(string name, string instrument, string meaning, string tag, string? dimension = null) =>
        new(name, EmfKind.Counter, Count, instrument, meaning) { Tag = tag, Dimension = dimension };

    private static EmfMetric Gauge(string name, string unit, string instrument, string meaning) => new(name, EmfKind.Gauge, unit, instrument, meaning);

    private static EmfMetric Histogram(string name, string unit, string instrument, string meaning) =>
        new(name, EmfKind.Histogram, unit, instrument, meaning);
}
