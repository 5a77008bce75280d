namespace StoreScp.Storage;

/// <summary>One instance on its way to one DICOM destination: an item of the durable queue. Its object is looked up in the row when it is sent, since the import may move it.</summary>
public sealed record ForwardRow
{
    public required ForwardKey Key { get; init; }

    /// <summary>The row whose delivery this is.</summary>
    public required InstanceRowKey Instance { get; init; }

    /// <summary>The AE title of the destination.</summary>
    public required string Destination { get; init; }

    /// <summary>As stored, as all three: what the C-STORE-RQ and its presentation context say.</summary>
    public required string SOPClassUID { get; init; }

    public required string SOPInstanceUID { get; init; }
    public required string TransferSyntaxUID { get; init; }

    /// <summary>When it came into the queue: received, or redriven by an operator. To the millisecond, as all times here.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    public ForwardState State { get; init; }

    /// <summary>The process that has it in hand: an id that no other process ever had.</summary>
    public string? Owner { get; init; }

    /// <summary>Counts the writes; an update names the version it was made from (one conditional write).</summary>
    public long Version { get; init; }

    /// <summary>How often it was tried to the end.</summary>
    public int Attempts { get; init; }

    /// <summary>When somebody may take it; while it is being sent, when its owner must be gone. Null when it is final.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why the last attempt failed, in plain words; of a final one the reason of its delivery.</summary>
    public string? Reason { get; init; }

    /// <summary>When it became final.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsFinal => State is not (ForwardState.Waiting or ForwardState.Sending);

    /// <summary>What a new row puts into the queue: an item for each of its deliveries that are forwarded and in flight.</summary>
    public static IEnumerable<ForwardRow> NewOf(InstanceRow row)
    {
        foreach (var delivery in row.Deliveries)
        {
            if (delivery is { ForwardTo: { } destination, IsFinal: false })
            {
                yield return new ForwardRow
                {
                    Key = new ForwardKey(row.Receipt, delivery.Route),
                    Instance = row.Key,
                    Destination = destination,
                    SOPClassUID = row.Stored.SOPClassUID,
                    SOPInstanceUID = row.Stored.SOPInstanceUID,
                    TransferSyntaxUID = row.Stored.TransferSyntaxUID,
                    QueuedAt = row.ReceivedAt,
                    NextAttemptAt = row.ReceivedAt,
                };
            }
        }
    }
}
