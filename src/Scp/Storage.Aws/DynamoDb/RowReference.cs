namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>An item that an index or a pointer names, and what it is sorted by there.</summary>
internal readonly record struct RowReference(string Sort, string Pk, string Sk)
{
    public Item Key => LedgerKeys.Of(Pk, Sk);

    /// <summary>From the entry of an index, whose sort attribute is <paramref name="sort"/>.</summary>
    public static RowReference OfIndex(Item entry, string sort) => new(entry.Text(sort), entry.Text(LedgerKeys.Pk), entry.Text(LedgerKeys.Sk));
}
