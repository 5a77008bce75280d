namespace StoreScp.Storage;

/// <summary>A receipt of a content that the ledger already had: answered Success, nothing stored.</summary>
public sealed record DuplicateRow
{
    public required ReceiptId Receipt { get; init; }

    /// <summary>The row that is kept.</summary>
    public required InstanceRowKey Kept { get; init; }

    public required string CallingAETitle { get; init; }
    public required string PeerAddress { get; init; }
    public required string AssociationId { get; init; }
}
