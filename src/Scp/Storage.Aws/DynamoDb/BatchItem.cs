namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>A <see cref="BatchRow"/> as an item, in the list of its day, and in a work list as long as there is something to do about it.</summary>
internal static class BatchItem
{
    public const string State = "state";

    public static Item KeyOf(BatchId batch) => LedgerKeys.Of(LedgerKeys.Batch(batch), LedgerKeys.BatchItself);

    public static Item Write(BatchRow batch, DynamoDbOptions options, DateTimeOffset now)
    {
        var item = KeyOf(batch.Id);
        item[InstanceItem.Version] = ItemValue.Of(batch.Version);
        item[State] = ItemValue.Of(batch.State.ToString());
        item["datastore"] = ItemValue.Of(batch.DatastoreId);
        item["study"] = ItemValue.Of(batch.StudyInstanceUID);
        item["owner"] = ItemValue.Of(batch.Owner);
        item["opened"] = ItemValue.Of(batch.OpenedAt);
        item.Set("sealed", batch.SealedAt);
        item.Set("sealedFor", batch.SealReason?.ToString());
        item.SetCount("instances", batch.Instances);
        item.SetCount("bytes", batch.Bytes);
        item.Set("redriveOf", batch.RedriveOf?.ToString());
        item.SetCount("redrives", batch.Redrives);
        item.SetCount("executions", batch.Executions);
        item.Set("started", batch.StartedAt);
        item.SetCount("jobs", batch.Jobs);
        item.Set("job", batch.JobId);
        item.Set("jobStatus", batch.JobStatus);
        item.Set("jobSubmitted", batch.JobSubmittedAt);
        item.Set("jobEnded", batch.JobEndedAt);
        item.Set("closed", batch.ClosedAt);
        item.Set("retired", batch.RetiredAt);
        item.Set("reason", LedgerLimits.Cut(batch.Reason));
        item[DynamoDbTable.List.PartitionKey] = ItemValue.Of(LedgerKeys.BatchesOfDay(DayOf(batch.Id)));
        item[DynamoDbTable.List.SortKey] = ItemValue.Of(batch.Id.ToString());
        BatchStages.Set(item, batch, now);
        if (batch.IsFinal && !BatchStages.HasObjects(batch))
            Expiry.Set(item, batch.RetiredAt ?? batch.ClosedAt ?? now, options);
        return item;
    }

    public static BatchRow Read(Item item) => new()
    {
        Id = BatchId.Parse(item.Text(DynamoDbTable.List.SortKey)),
        Version = item.Count(InstanceItem.Version),
        State = item.Enum<BatchState>(State),
        DatastoreId = item.Text("datastore"),
        StudyInstanceUID = item.Text("study"),
        Owner = item.Text("owner"),
        OpenedAt = item.Time("opened"),
        SealedAt = item.OptionalTime("sealed"),
        SealReason = item.OptionalText("sealedFor") is { } reason ? Enum.Parse<SealReason>(reason) : null,
        Instances = (int)item.Count("instances"),
        Bytes = item.Count("bytes"),
        RedriveOf = item.OptionalText("redriveOf") is { } source ? BatchId.Parse(source) : null,
        Redrives = (int)item.Count("redrives"),
        Executions = (int)item.Count("executions"),
        StartedAt = item.OptionalTime("started"),
        Jobs = (int)item.Count("jobs"),
        JobId = item.OptionalText("job"),
        JobStatus = item.OptionalText("jobStatus"),
        JobSubmittedAt = item.OptionalTime("jobSubmitted"),
        JobEndedAt = item.OptionalTime("jobEnded"),
        ClosedAt = item.OptionalTime("closed"),
        RetiredAt = item.OptionalTime("retired"),
        Reason = item.OptionalText("reason"),
    };

    /// <summary>The day it was opened, as its id says; a batch that tries another's files again has that one's.</summary>
    public static string DayOf(BatchId batch) => LedgerKeys.DayOf(TimeOf(batch));

    // A batch's id begins as a receipt does: with the milliseconds since 1970.
    public static DateTimeOffset TimeOf(BatchId batch) => ReceiptId.Parse(batch.ToString()).ReceivedAt;
}
