namespace StoreScp.Benchmarks.Generator;

/// <summary>What one association of the generator came to. Nothing is retried: every failure is in these numbers.</summary>
public sealed class AssociationOutcome(int instances)
{
    /// <summary>Ticks of Stopwatch from the last byte handed to the kernel to the complete response, one per answered instance.</summary>
    public List<long> ResponseTicks { get; } = new(instances);

    public Dictionary<ushort, int> Statuses { get; } = [];

    /// <summary>Null when the server took the association; else what it did instead, e.g. "rejected 2/3/2".</summary>
    public string? Refusal { get; set; }

    /// <summary>Null when every instance was answered and the association released; else what went wrong.</summary>
    public string? Failure { get; set; }

    public void Answered(ushort status, long ticks)
    {
        ResponseTicks.Add(ticks);
        Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
    }
}
