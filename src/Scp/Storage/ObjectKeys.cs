using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Storage;

/// <summary>How objects are named; the only place that knows, since a key is opaque to everyone else.</summary>
public static class ObjectKeys
{
    /// <summary>Characters of a UID (PS3.5 §9.1).</summary>
    private const int MaximumUidLength = 64;

    private const string Extension = ".dcm";
    private const string ImportFolder = "import";
    private const string QuarantineFolder = "quarantine";
    private const string OrphanFolder = QuarantineFolder + "/orphans";

    /// <summary>The key of an instance in a batch: <c>import/{datastore}/{batch}/{SOPInstanceUID}.dcm</c>.</summary>
    /// <exception cref="ArgumentException">The UID has other characters than digits and dots, or over 64 of them.</exception>
    public static ObjectKey ForImport(string datastoreId, BatchId batch, string sopInstanceUID)
    {
        RequireUid(sopInstanceUID, nameof(sopInstanceUID));
        return new ObjectKey($"{ImportFolderOf(datastoreId, batch)}/{sopInstanceUID}{Extension}");
    }

    /// <summary>What the keys of all instances in batches begin with, and no others: <c>import/</c>.</summary>
    public const string ImportPrefix = ImportFolder + "/";

    /// <summary>Comes behind all of <see cref="ImportPrefix"/>, as '0' comes behind '/', and before every other key that does.</summary>
    public const string BehindImport = ImportFolder + "0";

    /// <summary>A name that comes before those of the batches that were opened at <paramref name="time"/> and later, and behind the earlier ones.</summary>
    /// <param name="datastorePrefix"><c>import/{datastore}/</c>.</param>
    public static string BeforeBatchesOf(string datastorePrefix, DateTimeOffset time) => $"{datastorePrefix}{BatchId.FirstAt(time)}";

    /// <summary>The folder of a batch, without the '/' at its end; nothing else is below it.</summary>
    public static string ImportFolderOf(string datastoreId, BatchId batch) => $"{ImportFolder}/{datastoreId}/{batch}";

    /// <summary>Reads the batch from the name of an object; false for an object that is in none.</summary>
    public static bool TryGetBatch(ObjectKey key, out BatchId batch)
    {
        batch = default;
        var segments = key.Value.Split('/');
        return segments is [ImportFolder, _, var id, _] && BatchId.TryParse(id, out batch);
    }

    /// <summary>The data store in the name of an object in a batch; null for any other object.</summary>
    public static string? DatastoreIdOf(ObjectKey key) => TryGetBatch(key, out _) ? key.Value.Split('/')[1] : null;

    /// <summary>The key of an instance that is not imported: <c>{StudyInstanceUID}/{SOPInstanceUID}_{receipt}.dcm</c>.</summary>
    /// <exception cref="ArgumentException">A UID has other characters than digits and dots, or over 64 of them.</exception>
    public static ObjectKey ForInstance(string studyInstanceUID, string sopInstanceUID, ReceiptId receipt)
    {
        RequireUid(studyInstanceUID, nameof(studyInstanceUID));
        RequireUid(sopInstanceUID, nameof(sopInstanceUID));
        return new ObjectKey($"{studyInstanceUID}/{sopInstanceUID}_{receipt}{Extension}");
    }

    /// <summary>The key of an instance whose UID must not become a name: <c>quarantine/{hash of the UID}_{receipt}.dcm</c>.</summary>
    public static ObjectKey ForQuarantine(ReadOnlySpan<char> receivedSOPInstanceUID, ReceiptId receipt)
    {
        var utf8 = Encoding.UTF8.GetBytes(receivedSOPInstanceUID.ToArray());
        return new ObjectKey($"{QuarantineFolder}/{Convert.ToHexStringLower(SHA256.HashData(utf8).AsSpan(0, 16))}_{receipt}{Extension}");
    }

    /// <summary>Where an object goes that HealthImaging refused: <c>quarantine/import/{batch}/{SOPInstanceUID}_{receipt}.dcm</c>.</summary>
    public static ObjectKey ForRefused(BatchId batch, string sopInstanceUID, ReceiptId receipt)
    {
        RequireUid(sopInstanceUID, nameof(sopInstanceUID));
        return new ObjectKey($"{QuarantineFolder}/{ImportFolder}/{batch}/{sopInstanceUID}_{receipt}{Extension}");
    }

    /// <summary>Where an object without a row goes when nothing can be made of it; the sweep leaves it there for good.</summary>
    public static ObjectKey ForOrphan(ObjectKey orphan, ReceiptId receipt)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(orphan.Value)).AsSpan(0, 16));
        return new ObjectKey($"{OrphanFolder}/{hash}_{receipt}{Extension}");
    }

    /// <summary>The SOP Instance UID as stored in the name of an object in a batch; null for any other object.</summary>
    public static string? SOPInstanceUIDOf(ObjectKey key) => TryGetBatch(key, out _) ? key.Name[..^Extension.Length] : null;

    /// <summary>An object that <see cref="ForQuarantine"/> has named.</summary>
    public static bool IsQuarantined(ObjectKey key) => key.Folder == QuarantineFolder;

    public static bool IsQuarantinedOrphan(ObjectKey key) => key.Folder == OrphanFolder;

    /// <summary>Reads the receipt from the name of an object; false for a foreign object.</summary>
    public static bool TryGetReceipt(ObjectKey key, out ReceiptId receipt)
    {
        var name = key.Name.AsSpan();
        receipt = default;
        if (!name.EndsWith(Extension, StringComparison.Ordinal))
            return false;
        name = name[..^Extension.Length];
        var underscore = name.LastIndexOf('_');
        return underscore >= 0 && ReceiptId.TryParse(name[(underscore + 1)..], out receipt);
    }

    /// <summary>Digits and single dots between them; leading zeros of a component are tolerated, as senders do write them.</summary>
    private static void RequireUid(string uid, string parameter)
    {
        var valid = uid.Length is > 0 and <= MaximumUidLength;
        var previous = '.';
        foreach (var c in uid)
        {
            valid &= char.IsAsciiDigit(c) || (c == '.' && previous != '.');
            previous = c;
        }
        if (!valid || previous == '.')
            throw new ArgumentException("Only a valid UID becomes part of an object key.", parameter);
    }
}
