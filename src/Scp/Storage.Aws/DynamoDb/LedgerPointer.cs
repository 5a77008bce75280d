namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>
/// A small item that leads to a row which its own key does not: written before the row, so that a row which can be seen can be found. One that leads nowhere is harmless.
/// </summary>
internal static class LedgerPointer
{
    /// <summary>The attributes with the key of the row.</summary>
    public const string Pk = "rp";

    public const string Sk = "rs";

    public static Item To(Item row, string pk, string sk)
    {
        var item = LedgerKeys.Of(pk, sk);
        item[Pk] = row[LedgerKeys.Pk];
        item[Sk] = row[LedgerKeys.Sk];
        return item;
    }

    /// <summary>Where it leads; an item of another kind leads to itself.</summary>
    public static RowReference Read(Item item) => item.ContainsKey(Pk)
        ? new RowReference(item.Text(LedgerKeys.Sk), item.Text(Pk), item.Text(Sk))
        : RowReference.OfIndex(item, LedgerKeys.Sk);
}
