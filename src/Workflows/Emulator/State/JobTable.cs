using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

internal sealed class JobTable(EmulatorDatabase database)
{
    private const string Columns =
        "sequence, id, datastore, name, status, request, role, input, output, submitted_at, started_at, ended_at, message, is_published, outputs_due_at, is_announced";

    public ImportJob? Find(string id) => database.Query($"SELECT {Columns} FROM job WHERE id = $1", Read, id).FirstOrDefault();

    /// <summary>The newest job that was started with this token.</summary>
    public ImportJob? FindByToken(string datastoreId, string token) => database.Query(
        $"SELECT {Columns} FROM job WHERE datastore = $1 AND client_token = $2 ORDER BY sequence DESC LIMIT 1", Read, datastoreId, token).FirstOrDefault();

    /// <summary>Newest first, those before a sequence number; of one status, or of all.</summary>
    public List<ImportJob> Page(string datastoreId, string? status, long before, int count) => database.Query(
        $"SELECT {Columns} FROM job WHERE datastore = $1 AND ($2 IS NULL OR status = $2) AND sequence < $3 ORDER BY sequence DESC LIMIT $4",
        Read, datastoreId, status, before, count);

    public int CountRunning(string datastoreId) => (int)database.Scalar(
        "SELECT COUNT(*) FROM job WHERE datastore = $1 AND status IN ('SUBMITTED', 'IN_PROGRESS')", datastoreId);

    /// <summary>Jobs with work left, oldest first.</summary>
    public List<ImportJob> Unfinished() => database.Query(
        $"SELECT {Columns} FROM job WHERE is_announced = 0 OR outputs_due_at IS NOT NULL ORDER BY sequence", Read);

    public void Add(ImportJob job, string clientToken) => database.Execute(
        "INSERT INTO job (id, datastore, name, status, client_token, request, role, input, output, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        job.Id, job.DatastoreId, job.Name, job.Status, clientToken, job.Request, job.DataAccessRoleArn, job.Input, job.Output,
        job.SubmittedAt.ToUnixTimeMilliseconds());

    public void Begin(string id, DateTimeOffset now) => database.Execute(
        "UPDATE job SET status = 'IN_PROGRESS', started_at = $2 WHERE id = $1", id, now.ToUnixTimeMilliseconds());

    public void MarkPublished(string id) => database.Execute("UPDATE job SET is_published = 1 WHERE id = $1", id);

    public void End(string id, string status, string? message, DateTimeOffset now, DateTimeOffset? outputsDueAt) => database.Execute(
        "UPDATE job SET status = $2, message = $3, ended_at = $4, outputs_due_at = $5 WHERE id = $1",
        id, status, message, now.ToUnixTimeMilliseconds(), outputsDueAt?.ToUnixTimeMilliseconds());

    public void MarkAnnounced(string id) => database.Execute("UPDATE job SET is_announced = 1 WHERE id = $1", id);

    public void MarkOutputsWritten(string id) => database.Execute("UPDATE job SET outputs_due_at = NULL WHERE id = $1", id);

    private static ImportJob Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.Text("id"), row.Text("datastore"), row.Text("name"), row.Text("status"), row.Text("request"), row.Text("role"),
        row.Text("input"), row.Text("output"), row.Time("submitted_at"), row.OptionalTime("started_at"), row.OptionalTime("ended_at"),
        row.OptionalText("message"), row.Flag("is_published"), row.OptionalTime("outputs_due_at"), row.Flag("is_announced"));
}
