namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>Replaces an item if it still has a version.</summary>
internal static class VersionedWrite
{
    /// <param name="item">The new one, its own version in it.</param>
    /// <returns>False when another was faster, or there is no such item.</returns>
    public static async Task<bool> TryAsync(DynamoDbOperation operation, Item item, long version)
    {
        var mark = InstanceWrites.NewMark();
        item[InstanceItem.Mark] = ItemValue.Of(mark);
        var put = ConditionalWrite.Put(
            operation.Table, item, $"{InstanceItem.Version} = :version", new Item { [":version"] = ItemValue.Of(version) });
        var outcome = await operation.WriteIfAsync(put);
        // Refused by a write of its own, whose answer was lost.
        return outcome.IsDone || outcome.Existing?.OptionalText(InstanceItem.Mark) == mark;
    }
}
