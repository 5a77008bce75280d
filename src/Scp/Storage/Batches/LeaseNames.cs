namespace StoreScp.Storage;

/// <summary>The names of leases; the only place that knows.</summary>
public static class LeaseNames
{
    /// <summary>Held by the one that starts executions.</summary>
    public const string Dispatcher = "dispatcher";

    /// <summary>Held by the one that repairs.</summary>
    public const string ImportSweep = "import-sweep";

    /// <summary>Held by the one that deletes what has arrived long ago.</summary>
    public const string Retention = "retention";

    /// <summary>Held by a process as long as it admits to its batches.</summary>
    public static string Process(string holder) => "process/" + holder;
}
