using System.Text.Json.Nodes;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>UpdateImageSetMetadata: elements changed or removed, instances removed, or an earlier version taken up again.</summary>
internal sealed class UpdateOperation(EmulatorState state, TimeProvider time)
{
    private const int MaximumBlobBytes = 30_000;
    private static readonly string[] Identifiers = ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"];

    public async Task UpdateAsync(ApiRequest request)
    {
        int latest = ImageSetQuery.ParseVersion("latestVersion", request.Query("latestVersion") ?? throw JsonFields.Missing("latestVersion"));
        bool isForced = request.QueryFlag("force");
        if (request.QueryFlag("includeStudyImageSets")) throw ApiException.Validation("includeStudyImageSets is not supported by the emulator");
        JsonFields body = await request.ReadBodyAsync();
        if (body.Has("DICOMUpdates") == body.Has("revertToVersionId")) throw ApiException.Validation("Either DICOMUpdates or revertToVersionId is required");
        int? revertTo = body.Text("revertToVersionId") is { } text ? ImageSetQuery.ParseVersion("revertToVersionId", text) : null;
        JsonObject update = revertTo is null ? ReadUpdate(body.Object("DICOMUpdates")!) : [];

        ImageSet before = ImageSetQuery.Require(state, request);
        ImageSet after = state.Database.InTransaction(() =>
        {
            ImageSet set = ImageSetQuery.Require(state, request);
            ImageSetQuery.RequireLatest(set, latest);
            return revertTo is { } version ? Revert(set, version) : Apply(set, update, isForced);
        });
        state.Events.ImageSet(after.DatastoreId, new(after.Id, after.LatestVersion, after.IsPrimary), "Updated", ImageSetVersion.Updated);
        await request.AnswerAsync(new JsonObject
        {
            ["datastoreId"] = after.DatastoreId,
            ["imageSetId"] = after.Id,
            ["latestVersionId"] = $"{after.LatestVersion}",
            ["imageSetState"] = "LOCKED",
            ["imageSetWorkflowStatus"] = "UPDATING",
            ["createdAt"] = EpochTime.Of(before.CreatedAt),
            ["updatedAt"] = EpochTime.Of(after.UpdatedAt),
        });
    }

    private static JsonObject ReadUpdate(JsonFields updates)
    {
        var update = new JsonObject();
        foreach (string name in new[] { MetadataUpdates.Removable, MetadataUpdates.Updatable })
            if (updates.Text(name) is { } blob) update[name] = Decode(name, blob);
        return update.Count > 0 ? update : throw ApiException.Validation("DICOMUpdates names no attributes");
    }

    private static JsonObject Decode(string name, string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out int length) || length is 0 or > MaximumBlobBytes)
            throw ApiException.Validation($"{name} is no base64 of 1 to {MaximumBlobBytes} bytes");
        return JsonFields.Parse(name, bytes.AsSpan(0, length)).Json;
    }

    private ImageSet Apply(ImageSet set, JsonObject update, bool isForced)
    {
        foreach ((_, JsonNode? document) in update)
            MetadataUpdates.Visit(document!.AsObject(), (level, _, key, _) => Check(set, level, key, isForced));
        JsonArray updates = state.ImageSets.FindVersion(set.Id, set.LatestVersion)!.Updates;
        updates.Add(update.DeepClone());
        ImageSet advanced = state.ImageSets.Advance(set with { Tags = Retag(set, update) }, ImageSetVersion.Updated, updates, isForced, time.GetUtcNow());
        if (update[MetadataUpdates.Removable] is JsonObject removable)
        {
            foreach (string sopInstanceUID in MetadataUpdates.NamedInstances(removable))
                state.Instances.Remove(set.Id, advanced.LatestVersion, sopInstanceUID);
        }
        return advanced;
    }

    private ImageSet Revert(ImageSet set, int version)
    {
        ImageSetVersion old = state.ImageSets.FindVersion(set.Id, version) ?? throw ApiException.NotFound($"Version {version} of the image set {set.Id} does not exist");
        ImageSet advanced = state.ImageSets.Advance(set, ImageSetVersion.Updated, old.Updates, isForced: false, time.GetUtcNow());
        state.Instances.Revert(set.Id, advanced.LatestVersion, version);
        return advanced;
    }

    private static void Check(ImageSet set, MetadataLevel level, string key, bool isForced)
    {
        if (!DicomTag.TryParse(key, out _)) throw ApiException.Validation("An attribute is neither a keyword of PS3.6 nor a tag");
        if (set.IsPrimary && level != MetadataLevel.Instance) throw ApiException.Validation("Patient, Study and Series attributes of a primary image set cannot be updated");
        if (Identifiers.Contains(key) && !isForced) throw ApiException.Validation($"{key} can be updated with force only");
    }

    /// <summary>What is searched follows what is updated.</summary>
    private static JsonObject Retag(ImageSet set, JsonObject update)
    {
        JsonObject tags = set.Tags.DeepClone().AsObject();
        if (update[MetadataUpdates.Removable] is JsonObject removable)
            MetadataUpdates.Visit(removable, (_, _, key, _) => tags.Remove(NameOf(key)));
        if (update[MetadataUpdates.Updatable] is JsonObject updatable)
        {
            MetadataUpdates.Visit(updatable, (_, _, key, value) =>
            {
                if (NameOf(key).Length > 0) tags[NameOf(key)] = value?.DeepClone();
            });
        }
        return tags;
    }

    private static string NameOf(string key) =>
        DicomTag.TryParse(key, out DicomTag tag) ? SearchTags.Elements.FirstOrDefault(element => element.Value == tag).Key ?? "" : "";
}
