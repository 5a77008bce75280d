namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Whether a row is what an operator asks for.</summary>
internal static class InstanceMatch
{
    public static bool Matches(InstanceQuery query, InstanceRow row) =>
        Is(query.StudyInstanceUID, row.Received.StudyInstanceUID, row.Stored.StudyInstanceUID)
        && Is(query.SOPInstanceUID, row.Received.SOPInstanceUID, row.Stored.SOPInstanceUID)
        && Is(query.AccessionNumber, row.Received.AccessionNumber, row.Stored.AccessionNumber)
        && (query.States is not { } states || row.Deliveries.Any(delivery => states.Contains(delivery.State)))
        && (query.Since is not { } since || row.Receipt >= ReceiptId.FirstAt(since))
        && (query.Until is not { } until || row.Receipt < ReceiptId.FirstAt(until));

    private static bool Is(string? wanted, string? received, string? stored) => wanted is null || wanted == received || wanted == stored;
}
