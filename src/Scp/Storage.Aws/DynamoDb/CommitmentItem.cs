namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A <see cref="CommitmentRow"/> as an item, in a work list until it is final. Its references are items beside it: long, and written once.</summary>
internal static class CommitmentItem
{
    public const string Stage = "W#Commitment";

    private const string Attempt = "referencesBy";
    private const string Chunks = "referenceItems";
    private const string Uids = "uids";
    private const char Separator = '\\';

    public static Item KeyOf(CommitmentKey key) => LedgerKeys.Of(LedgerKeys.Commitment(key), LedgerKeys.CommitmentItself(key));

    /// <param name="references">Who wrote the references, and into how many items.</param>
    public static Item Write(CommitmentRow row, (string Attempt, int Chunks) references, DynamoDbOptions options)
    {
        var item = KeyOf(row.Key);
        item["transaction"] = ItemValue.Of(row.TransactionUID);
        item["called"] = ItemValue.Of(row.CalledAETitle);
        item["association"] = ItemValue.Of(row.AssociationId);
        item["owner"] = ItemValue.Of(row.Owner);
        item["received"] = ItemValue.Of(row.ReceivedAt);
        item["due"] = ItemValue.Of(row.DueAt);
        item["state"] = ItemValue.Of(row.State.ToString());
        item[InstanceItem.Version] = ItemValue.Of(row.Version);
        item.SetCount("attempts", row.Attempts);
        item.Set("next", row.NextAttemptAt);
        item.Set("decided", row.DecidedAt);
        item.Set("ended", row.EndedAt);
        item[Attempt] = ItemValue.Of(references.Attempt);
        item[Chunks] = ItemValue.Of(references.Chunks);
        if (row.NextAttemptAt is { } next)
        {
            var (transaction, title) = (LedgerKeys.Short(row.TransactionUID), row.CallingAETitle);
            item[DynamoDbTable.Work.PartitionKey] = ItemValue.Of(LedgerKeys.Work(Stage, ShardOf(row.TransactionUID)));
            item[DynamoDbTable.Work.SortKey] = ItemValue.Of($"{LedgerKeys.Time(next)}#{transaction}#{title}");
        }
        if (row.IsFinal)
            Expiry.Set(item, row.EndedAt ?? row.ReceivedAt, options);
        return item;
    }

    public static CommitmentRow Read(Item item) => new()
    {
        TransactionUID = item.Text("transaction"),
        CallingAETitle = item.Text(LedgerKeys.Sk)[2..],
        CalledAETitle = item.Text("called"),
        AssociationId = item.Text("association"),
        Owner = item.Text("owner"),
        ReceivedAt = item.Time("received"),
        DueAt = item.Time("due"),
        State = item.Enum<CommitmentState>("state"),
        Version = item.Count(InstanceItem.Version),
        Attempts = (int)item.Count("attempts"),
        NextAttemptAt = item.OptionalTime("next"),
        DecidedAt = item.OptionalTime("decided"),
        EndedAt = item.OptionalTime("ended"),
    };

    public static (string Attempt, int Chunks) ReferencesOf(Item item) => (item.Text(Attempt), (int)item.Count(Chunks));

    public static Item ReferencesKeyOf(CommitmentKey key, string attempt, int chunk) =>
        LedgerKeys.Of(LedgerKeys.Commitment(key), LedgerKeys.CommitmentReferences(attempt, chunk));

    /// <summary>The items of all references: class, instance, class, instance, …, as many in each as it may hold.</summary>
    public static IEnumerable<Item> WriteReferences(CommitmentKey key, string attempt, IReadOnlyList<CommitmentReference> references)
    {
        var chunk = 0;
        var bytes = 0;
        List<string> uids = [];
        foreach (var (sopClass, sopInstance) in references)
        {
            var more = ItemSize.Of(sopClass) + ItemSize.Of(sopInstance) + 2;
            if (uids.Count > 0 && bytes + more > LedgerLimits.MaximumReferenceBytes)
            {
                yield return ItemOf(chunk++, uids);
                (bytes, uids) = (0, []);
            }
            bytes += more;
            uids.AddRange([sopClass, sopInstance]);
        }
        if (uids.Count > 0)
            yield return ItemOf(chunk, uids);

        Item ItemOf(int number, List<string> texts)
        {
            var item = ReferencesKeyOf(key, attempt, number);
            // A separator that no UID has, in DICOM and out of it.
            item[Uids] = ItemValue.Of(string.Join(Separator, texts));
            return item;
        }
    }

    public static IEnumerable<CommitmentReference> ReadReferences(Item item) =>
        item.Text(Uids).Split(Separator).Chunk(2).Select(pair => new CommitmentReference(pair[0], pair[1]));

    private static int ShardOf(string transactionUID)
    {
        var sum = 0;
        foreach (var c in transactionUID)
            sum += c;
        return sum % LedgerKeys.WorkShards;
    }
}
