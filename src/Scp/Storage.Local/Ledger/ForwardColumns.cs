namespace StoreScp.Storage.Local;

/// <summary>A <see cref="ForwardRow"/> as columns; <see cref="Bind"/> and <see cref="Read"/> follow the order of <see cref="Names"/>.</summary>
internal static class ForwardColumns
{
    public const string Names =
        """
        receipt, route, received_sop_instance, ordinal, destination, sop_class, sop_instance, transfer_syntax,
        queued_at, version, state, owner, attempts, next_attempt_at, reason, ended_at
        """;

    public const int Count = 16;

    /// <summary>The columns that an update replaces.</summary>
    public const string Changes = "state = ?, owner = ?, attempts = ?, next_attempt_at = ?, reason = ?";

    public static Statement Bind(Statement statement, ForwardRow row) => statement
        .Bind(row.Key.Receipt).Bind(row.Key.Route).Bind(row.Instance.ReceivedSOPInstanceUID).Bind(row.Instance.Ordinal)
        .Bind(row.Destination).Bind(row.SOPClassUID).Bind(row.SOPInstanceUID).Bind(row.TransferSyntaxUID)
        .Bind(row.QueuedAt).Bind(row.Version).Bind((long)row.State).Bind(row.Owner).Bind(row.Attempts)
        .Bind(row.NextAttemptAt).Bind(row.Reason).Bind(row.EndedAt);

    public static Statement BindChanges(Statement statement, ForwardRow row) => statement
        .Bind((long)row.State).Bind(row.Owner).Bind(row.Attempts).Bind(row.NextAttemptAt).Bind(row.Reason);

    public static ForwardRow Read(Statement statement) => new()
    {
        Key = new ForwardKey(statement.ReadReceipt(), statement.ReadText()),
        Instance = new InstanceRowKey(statement.ReadText(), (int)statement.ReadInt64()),
        Destination = statement.ReadText(),
        SOPClassUID = statement.ReadText(),
        SOPInstanceUID = statement.ReadText(),
        TransferSyntaxUID = statement.ReadText(),
        QueuedAt = statement.ReadTime()!.Value,
        Version = statement.ReadInt64(),
        State = (ForwardState)statement.ReadInt64(),
        Owner = statement.ReadNullableText(),
        Attempts = (int)statement.ReadInt64(),
        NextAttemptAt = statement.ReadTime(),
        Reason = statement.ReadNullableText(),
        EndedAt = statement.ReadTime(),
    };
}
