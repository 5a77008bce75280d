using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

/// <summary>The instances of each version of each image set.</summary>
internal sealed class InstanceTable(EmulatorDatabase database)
{
    private const string Columns = "sop_instance, sop_class, transfer_syntax, blob";

    /// <summary>In the order of their UIDs.</summary>
    public List<StoredInstance> Of(string imageSetId, int version) => database.Query(
        $"SELECT {Columns} FROM instance WHERE image_set = $1 AND added <= $2 AND (removed IS NULL OR removed > $2) ORDER BY sop_instance",
        Read, imageSetId, version);

    /// <summary>Instances of the latest version.</summary>
    public int Count(string imageSetId) => (int)database.Scalar("SELECT COUNT(*) FROM instance WHERE image_set = $1 AND removed IS NULL", imageSetId);

    /// <summary>Whether any version of the image set has a blob.</summary>
    public bool HasBlob(string imageSetId, string blobId) =>
        database.Scalar("SELECT EXISTS (SELECT 1 FROM instance WHERE image_set = $1 AND blob = $2)", imageSetId, blobId) != 0;

    /// <summary>The blobs of a deleted image set that no other one has.</summary>
    public List<string> OrphanedBlobs(string imageSetId) => database.Query(
        """
        SELECT DISTINCT blob FROM instance AS orphan WHERE image_set = $1 AND NOT EXISTS (
            SELECT 1 FROM instance AS other JOIN image_set ON image_set.id = other.image_set
            WHERE other.blob = orphan.blob AND image_set.deleted_at IS NULL)
        """,
        row => row.GetString(0), imageSetId);

    /// <summary>Adds an instance from a version on, in the place of the one with its UID.</summary>
    public void Put(string imageSetId, int version, StoredInstance instance)
    {
        Remove(imageSetId, version, instance.SOPInstanceUID);
        database.Execute(
            $"INSERT INTO instance (image_set, added, {Columns}) VALUES ($1, $2, $3, $4, $5, $6)",
            imageSetId, version, instance.SOPInstanceUID, instance.SOPClassUID, instance.TransferSyntaxUID, instance.BlobId);
    }

    /// <summary>Removes an instance from a version on.</summary>
    public void Remove(string imageSetId, int version, string sopInstanceUID)
    {
        database.Execute("DELETE FROM instance WHERE image_set = $1 AND sop_instance = $3 AND added = $2", imageSetId, version, sopInstanceUID);
        database.Execute(
            "UPDATE instance SET removed = $2 WHERE image_set = $1 AND sop_instance = $3 AND removed IS NULL", imageSetId, version, sopInstanceUID);
    }

    /// <summary>Makes the instances of a new version those of an old one.</summary>
    public void Revert(string imageSetId, int version, int oldVersion)
    {
        List<StoredInstance> old = Of(imageSetId, oldVersion);
        List<StoredInstance> current = Of(imageSetId, version);
        foreach (StoredInstance instance in current.Except(old)) Remove(imageSetId, version, instance.SOPInstanceUID);
        foreach (StoredInstance instance in old.Except(current)) Put(imageSetId, version, instance);
    }

    private static StoredInstance Read(SqliteDataReader row) =>
        new(row.Text("sop_instance"), row.Text("sop_class"), row.Text("transfer_syntax"), row.Text("blob"));
}
