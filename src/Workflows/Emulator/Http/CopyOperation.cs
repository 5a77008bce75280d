using System.Text;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>CopyImageSet: all instances or some, into another image set or a new one, which may become the primary of its series.</summary>
internal sealed class CopyOperation(EmulatorOptions options, EmulatorState state, TimeProvider time)
{
    private const int MaximumAttributesLength = 260_000;

    public async Task CopyAsync(ApiRequest request)
    {
        bool isForced = request.QueryFlag("force");
        bool isPromotion = request.QueryFlag("promoteToPrimary");
        JsonFields body = await request.ReadBodyAsync();
        JsonFields source = body.Object("sourceImageSet") ?? throw JsonFields.Missing("sourceImageSet");
        JsonFields? destination = body.Object("destinationImageSet");
        HashSet<string>? wanted = source.Object("DICOMCopies") is { } copies ? CopiedInstances(copies) : null;

        (ImageSet From, ImageSet To) result = state.Database.InTransaction(() =>
        {
            ImageSet from = ImageSetQuery.Require(state, request, "sourceImageSetId");
            ImageSetQuery.RequireLatest(from, LatestVersion(source));
            StoredInstance[] instances = [.. state.Instances.Of(from.Id, from.LatestVersion).Where(instance => wanted?.Contains(instance.SOPInstanceUID) ?? true)];
            if (wanted is not null && instances.Length != wanted.Count) throw ApiException.Validation("copiableAttributes names an instance that the image set has not");
            ImageSet to = destination is null ? Create(from, isPromotion, isForced) : Extend(from, destination, isForced);
            foreach (StoredInstance instance in instances) state.Instances.Put(to.Id, to.LatestVersion, instance);
            return (from, to);
        });
        state.Events.ImageSet(result.To.DatastoreId, new(result.To.Id, result.To.LatestVersion, result.To.IsPrimary), "Copied", ImageSetVersion.Copied);
        await request.AnswerAsync(new JsonObject
        {
            ["datastoreId"] = result.To.DatastoreId,
            ["sourceImageSetProperties"] = Properties(result.From, "COPYING_WITH_READ_ONLY_ACCESS"),
            ["destinationImageSetProperties"] = Properties(result.To, "COPYING"),
        });
    }

    private static int LatestVersion(JsonFields set) =>
        ImageSetQuery.ParseVersion("latestVersionId", set.Text("latestVersionId") ?? throw JsonFields.Missing("latestVersionId"));

    private ImageSet Create(ImageSet source, bool isPromotion, bool isForced)
    {
        if (isPromotion && state.ImageSets.Live(source.DatastoreId, series: source.SeriesInstanceUID).Exists(set => set.IsPrimary))
            throw ApiException.Conflict("The series has a primary image set");
        DateTimeOffset now = time.GetUtcNow();
        ImageSet to = source with { Id = Guid.NewGuid().ToString("N"), IsPrimary = isPromotion, LatestVersion = 1, CreatedAt = now, UpdatedAt = now };
        state.ImageSets.Add(to, ImageSetVersion.Copied, Updates(source), isForced);
        return to;
    }

    private ImageSet Extend(ImageSet source, JsonFields destination, bool isForced)
    {
        string id = destination.RequiredText("imageSetId", Patterns.Id(), 32, 32);
        ImageSet? to = state.ImageSets.Find(source.DatastoreId, id);
        if (to is not { DeletedAt: null }) throw ApiException.NotFound($"The image set {id} does not exist");
        ImageSetQuery.RequireLatest(to, LatestVersion(destination));
        if (!isForced && !JsonNode.DeepEquals(source.Tags, to.Tags)) throw ApiException.Validation("The image sets differ in Patient, Study or Series attributes");
        return state.ImageSets.Advance(to, ImageSetVersion.Copied, Updates(to), isForced, time.GetUtcNow());
    }

    private JsonArray Updates(ImageSet set) => state.ImageSets.FindVersion(set.Id, set.LatestVersion)!.Updates;

    private static HashSet<string> CopiedInstances(JsonFields copies)
    {
        const string Name = "copiableAttributes";
        string text = copies.Text(Name) ?? throw JsonFields.Missing(Name);
        if (text.Length is 0 or > MaximumAttributesLength) throw ApiException.Validation($"{Name} has not 1 to {MaximumAttributesLength} characters");
        return [.. MetadataUpdates.NamedInstances(JsonFields.Parse(Name, Encoding.UTF8.GetBytes(text)).Json)];
    }

    private JsonObject Properties(ImageSet set, string workflowStatus) => new()
    {
        ["imageSetId"] = set.Id,
        ["latestVersionId"] = $"{set.LatestVersion}",
        ["imageSetState"] = "LOCKED",
        ["imageSetWorkflowStatus"] = workflowStatus,
        ["createdAt"] = EpochTime.Of(set.CreatedAt),
        ["updatedAt"] = EpochTime.Of(set.UpdatedAt),
        ["imageSetArn"] = Arns.ImageSet(options, set.DatastoreId, set.Id),
    };
}
