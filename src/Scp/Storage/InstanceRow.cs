namespace StoreScp.Storage;

/// <summary>
/// One received instance in the ledger. It holds no patient data: UIDs and accession number are all that identify, and of an instance that a
/// handler de-identified they are protected as received (<see cref="IdentifierProtection"/>).
/// </summary>
public sealed record InstanceRow
{
    public required ReceiptId Receipt { get; init; }

    /// <summary>Decides duplicates, the C-STORE-RSP and storage commitment.</summary>
    public required InstanceIdentity Received { get; init; }

    /// <summary>Decides key and study. The same object as <see cref="Received"/> when no handler changed it.</summary>
    public required InstanceIdentity Stored { get; init; }

    /// <summary>Position among the rows of one received SOP Instance UID, from 0; together they are the key of the row.</summary>
    public int Ordinal { get; init; }

    public InstanceRowKey Key => new(Received.SOPInstanceUID, Ordinal);

    public required string CallingAETitle { get; init; }
    public required string CalledAETitle { get; init; }
    public required string PeerAddress { get; init; }
    public string? ImplementationClassUID { get; init; }
    public string? ImplementationVersionName { get; init; }
    public required string AssociationId { get; init; }

    /// <summary>The C-STORE in the trace of its association; null when that was not sampled.</summary>
    public TraceSpan? Trace { get; init; }

    /// <summary>What is stored is not what was received: a handler changed it.</summary>
    public bool IsModified { get; init; }

    /// <summary>What plugin handlers did, in order; empty when none were asked.</summary>
    public IReadOnlyList<HandlerRecord> Handlers { get; init; } = [];

    /// <summary>
    /// Null only when a handler discarded the instance, or it was refused. Deliveries to further data stores have copies of their own
    /// (<see cref="ObjectOf"/>).
    /// </summary>
    public ObjectKey? ObjectKey { get; init; }

    /// <summary>Length of the object, File Meta Information included.</summary>
    public long Bytes { get; init; }

    /// <summary>
    /// XxHash128 of the data set as received, 32 lower-case hexadecimal digits; empty when it was refused. It finds a duplicate; length and bytes
    /// decide, or of a modified instance, whose bytes as received are not kept, the length alone.
    /// </summary>
    public required string ContentHash { get; init; }

    /// <summary>Length of the data set as received.</summary>
    public long ContentLength { get; init; }

    /// <summary>An earlier row of the same received SOP Instance UID has another content.</summary>
    public bool DifferentContent { get; init; }

    /// <summary>One for each route, at least one, with distinct names.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = Delivery.StoredLocally;

    /// <summary>It was not taken: the peer was answered with a failure, and has it still.</summary>
    public bool WasRefused => ContentHash.Length == 0;

    public DateTimeOffset ReceivedAt => Receipt.ReceivedAt;

    /// <summary>Every object of the instance: its own, then the copies for further data stores.</summary>
    public IEnumerable<ObjectKey> Objects =>
        Deliveries.Select(delivery => delivery.ObjectKey).Prepend(ObjectKey).OfType<ObjectKey>();

    /// <summary>The object that <paramref name="delivery"/> delivers.</summary>
    public ObjectKey? ObjectOf(Delivery delivery) => delivery.ObjectKey ?? ObjectKey;
}
