using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

internal sealed class ImageSetTable(EmulatorDatabase database)
{
    private const string Columns =
        "id, datastore, study, series, is_primary, study_fingerprint, series_fingerprint, tags, latest_version, created_at, updated_at, deleted_at";

    public ImageSet? Find(string datastoreId, string id) => database.Query(
        $"SELECT {Columns} FROM image_set WHERE datastore = $1 AND id = $2", Read, datastoreId, id).FirstOrDefault();

    /// <summary>The image sets that are not deleted, oldest first; of a study, of a series, or of all when both are null.</summary>
    public List<ImageSet> Live(string datastoreId, string? study = null, string? series = null) => database.Query(
        $"""
        SELECT {Columns} FROM image_set
        WHERE datastore = $1 AND deleted_at IS NULL AND ($2 IS NULL OR study = $2) AND ($3 IS NULL OR series = $3)
        ORDER BY created_at, id
        """,
        Read, datastoreId, study, series);

    public bool HasAny(string datastoreId) =>
        database.Scalar("SELECT EXISTS (SELECT 1 FROM image_set WHERE datastore = $1 AND deleted_at IS NULL)", datastoreId) != 0;

    /// <summary>Adds an image set with its first version.</summary>
    public void Add(ImageSet set, string workflowStatus, JsonArray updates, bool isForced)
    {
        database.Execute(
            $"INSERT INTO image_set ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)",
            set.Id, set.DatastoreId, set.StudyInstanceUID, set.SeriesInstanceUID, set.IsPrimary ? 1 : 0, set.StudyFingerprint,
            set.SeriesFingerprint, set.Tags.ToJsonString(), set.LatestVersion, set.CreatedAt.ToUnixTimeMilliseconds(),
            set.UpdatedAt.ToUnixTimeMilliseconds());
        AddVersion(new(set.Id, set.LatestVersion, workflowStatus, updates, isForced, set.CreatedAt));
    }

    /// <summary>Makes a version the latest; returns the image set as it is then.</summary>
    public ImageSet Advance(ImageSet set, string workflowStatus, JsonArray updates, bool isForced, DateTimeOffset now)
    {
        ImageSet advanced = set with { LatestVersion = set.LatestVersion + 1, UpdatedAt = now };
        database.Execute(
            "UPDATE image_set SET latest_version = $2, updated_at = $3, tags = $4 WHERE id = $1",
            set.Id, advanced.LatestVersion, now.ToUnixTimeMilliseconds(), set.Tags.ToJsonString());
        AddVersion(new(set.Id, advanced.LatestVersion, workflowStatus, updates, isForced, now));
        return advanced;
    }

    public void MarkDeleted(string id, DateTimeOffset now)
    {
        database.Execute("UPDATE image_set SET deleted_at = $2, updated_at = $2 WHERE id = $1", id, now.ToUnixTimeMilliseconds());
        database.Execute(
            "UPDATE image_set_version SET workflow_status = $2 WHERE image_set = $1 AND version = (SELECT latest_version FROM image_set WHERE id = $1)",
            id, ImageSetVersion.Deleted);
    }

    public ImageSetVersion? FindVersion(string imageSetId, int version) => database.Query(
        "SELECT * FROM image_set_version WHERE image_set = $1 AND version = $2", ReadVersion, imageSetId, version).FirstOrDefault();

    /// <summary>Newest first, those before a version.</summary>
    public List<ImageSetVersion> Versions(string imageSetId, long before, int count) => database.Query(
        "SELECT * FROM image_set_version WHERE image_set = $1 AND version < $2 ORDER BY version DESC LIMIT $3", ReadVersion, imageSetId, before, count);

    private void AddVersion(ImageSetVersion version) => database.Execute(
        "INSERT INTO image_set_version (image_set, version, workflow_status, updates, is_forced, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        version.ImageSetId, version.Version, version.WorkflowStatus, version.Updates.ToJsonString(), version.IsForced ? 1 : 0,
        version.CreatedAt.ToUnixTimeMilliseconds());

    private static ImageSet Read(SqliteDataReader row) => new(
        row.Text("id"), row.Text("datastore"), row.Text("study"), row.Text("series"), row.Flag("is_primary"), row.Text("study_fingerprint"),
        row.Text("series_fingerprint"), JsonNode.Parse(row.Text("tags"))!.AsObject(), row.Int32("latest_version"), row.Time("created_at"),
        row.Time("updated_at"), row.OptionalTime("deleted_at"));

    private static ImageSetVersion ReadVersion(SqliteDataReader row) => new(
        row.Text("image_set"), row.Int32("version"), row.Text("workflow_status"), JsonNode.Parse(row.Text("updates"))!.AsArray(),
        row.Flag("is_forced"), row.Time("created_at"));
}
