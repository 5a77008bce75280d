using StoreScp.Storage;

namespace StoreScp.Receiving.Batching;

/// <summary>What a batch gathers: one study on its way into one data store.</summary>
internal readonly record struct StudyKey(string DatastoreId, string StudyInstanceUID)
{
    public static StudyKey Of(BatchRow batch) => new(batch.DatastoreId, batch.StudyInstanceUID);
}
