using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

internal sealed class DatastoreTable(EmulatorDatabase database)
{
    private const string Columns =
        "id, name, status, client_token, request, kms_key_arn, lambda_authorizer_arn, lossless_storage_format, created_at, updated_at";

    public Datastore? Find(string id) => database.Query($"SELECT {Columns} FROM datastore WHERE id = $1", Read, id).FirstOrDefault();

    public Datastore? FindByToken(string token) =>
        database.Query($"SELECT {Columns} FROM datastore WHERE client_token = $1", Read, token).FirstOrDefault();

    /// <summary>In the order of their creation.</summary>
    public List<Datastore> All() => database.Query($"SELECT {Columns} FROM datastore ORDER BY created_at, id", Read);

    public void Add(Datastore store) => database.Execute(
        $"INSERT INTO datastore ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        store.Id, store.Name, store.Status, store.ClientToken, store.Request, store.KmsKeyArn, store.LambdaAuthorizerArn,
        store.LosslessStorageFormat, store.CreatedAt.ToUnixTimeMilliseconds(), store.UpdatedAt.ToUnixTimeMilliseconds());

    public void MarkDeleted(string id, DateTimeOffset now) => database.Execute(
        "UPDATE datastore SET status = $2, updated_at = $3 WHERE id = $1", id, Datastore.Deleted, now.ToUnixTimeMilliseconds());

    private static Datastore Read(SqliteDataReader row) => new(
        row.Text("id"), row.Text("name"), row.Text("status"), row.OptionalText("client_token"), row.OptionalText("request"),
        row.OptionalText("kms_key_arn"), row.OptionalText("lambda_authorizer_arn"), row.OptionalText("lossless_storage_format"),
        row.Time("created_at"), row.Time("updated_at"));
}
