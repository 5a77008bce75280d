namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>
/// The pointers that a row needs. A row in one batch, with its UIDs as received and an object named after them, needs none: whoever asks finds it by its key, or by its
/// batch.
/// </summary>
internal static class InstancePointers
{
    /// <summary>A pointer's key.</summary>
    internal readonly record struct Pointer(string Pk, string Sk);

    public static HashSet<Pointer> Of(InstanceRow row)
    {
        HashSet<Pointer> pointers = [];
        var (received, stored) = (row.Received, row.Stored);
        var self = $"I#{LedgerKeys.Short(received.SOPInstanceUID)}#{LedgerKeys.Ordinal(row.Ordinal)}";
        if (stored.SOPInstanceUID != received.SOPInstanceUID)
            pointers.Add(new Pointer(LedgerKeys.StoredInstance(stored.SOPInstanceUID), self));
        if (stored.StudyInstanceUID != received.StudyInstanceUID)
            pointers.Add(new Pointer(LedgerKeys.Study(received.StudyInstanceUID), self));
        // The study of a batch is that of its instances as stored.
        if (DeliveryItem.FirstBatchOf(row.Deliveries) is null)
            pointers.Add(new Pointer(LedgerKeys.Study(stored.StudyInstanceUID), self));
        foreach (var batch in DeliveryItem.FurtherBatchesOf(row.Deliveries))
            pointers.Add(new Pointer(LedgerKeys.Batch(batch), row.Receipt.ToString()));
        foreach (var key in row.Objects)
        {
            var uid = UidIn(key);
            if (uid != received.SOPInstanceUID && uid != stored.SOPInstanceUID)
                pointers.Add(new Pointer(LedgerKeys.Object(key), self));
        }
        return pointers;
    }

    /// <summary>The SOP Instance UID in the name of an object, as all names of ours have it that do not hide it.</summary>
    public static string UidIn(ObjectKey key)
    {
        var name = Path.GetFileNameWithoutExtension(key.Name);
        var underscore = name.LastIndexOf('_');
        return underscore < 0 ? name : name[..underscore];
    }

    public static Task WriteAsync(DynamoDbOperation operation, InstanceRow row, IEnumerable<Pointer> pointers)
    {
        var key = LedgerKeys.Instance(row.Key);
        return Task.WhenAll(pointers.Select(pointer => operation.PutAsync(LedgerPointer.To(key, pointer.Pk, pointer.Sk))));
    }
}
