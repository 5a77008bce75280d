using System.Text.Json;

namespace StoreScp.Storage.Local;

/// <summary>A <see cref="CommitmentRow"/> as columns; <see cref="Bind"/> and <see cref="Read"/> follow the order of <see cref="Names"/>.</summary>
internal static class CommitmentColumns
{
    public const string Names =
        """
        calling_ae_title, transaction_uid, called_ae_title, received_at, due_at, version,
        association, owner, state, attempts, next_attempt_at, decided_at, ended_at
        """;

    public const int Count = 13;

    /// <summary>The columns that an update replaces.</summary>
    public const string Changes = "association = ?, owner = ?, state = ?, attempts = ?, next_attempt_at = ?, decided_at = ?, ended_at = ?";

    public static Statement Bind(Statement statement, CommitmentRow row) => BindChanges(
        statement
            .Bind(row.CallingAETitle).Bind(row.TransactionUID).Bind(row.CalledAETitle)
            .Bind(row.ReceivedAt).Bind(row.DueAt).Bind(row.Version),
        row);

    public static Statement BindChanges(Statement statement, CommitmentRow row) => statement
        .Bind(row.AssociationId).Bind(row.Owner).Bind((long)row.State).Bind(row.Attempts)
        .Bind(row.NextAttemptAt).Bind(row.DecidedAt).Bind(row.EndedAt);

    public static CommitmentRow Read(Statement statement) => new()
    {
        CallingAETitle = statement.ReadText(),
        TransactionUID = statement.ReadText(),
        CalledAETitle = statement.ReadText(),
        ReceivedAt = statement.ReadTime()!.Value,
        DueAt = statement.ReadTime()!.Value,
        Version = statement.ReadInt64(),
        AssociationId = statement.ReadText(),
        Owner = statement.ReadText(),
        State = (CommitmentState)statement.ReadInt64(),
        Attempts = (int)statement.ReadInt64(),
        NextAttemptAt = statement.ReadTime(),
        DecidedAt = statement.ReadTime(),
        EndedAt = statement.ReadTime(),
    };

    /// <summary>References as a JSON list: class, instance, class, instance, ….</summary>
    public static string WriteReferences(IReadOnlyList<CommitmentReference> references)
    {
        var uids = new string[references.Count * 2];
        for (var i = 0; i < references.Count; i++)
            (uids[2 * i], uids[(2 * i) + 1]) = (references[i].ReferencedSOPClassUID, references[i].ReferencedSOPInstanceUID);
        return JsonSerializer.Serialize(uids, StudyJson.Default.StringArray);
    }

    public static IReadOnlyList<CommitmentReference> ReadReferences(string text) =>
        [.. JsonSerializer.Deserialize(text, StudyJson.Default.StringArray)!.Chunk(2).Select(pair => new CommitmentReference(pair[0], pair[1]))];
}
