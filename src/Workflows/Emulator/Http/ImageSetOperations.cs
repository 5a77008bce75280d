using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace StoreScp.Emulator;

/// <summary>GetImageSet, ListImageSetVersions, GetImageSetMetadata, GetImageFrame, DeleteImageSet.</summary>
internal sealed class ImageSetOperations(EmulatorOptions options, EmulatorState state, TimeProvider time)
{
    private readonly MetadataDocument _documents = new(state);

    public Task GetAsync(ApiRequest request)
    {
        ImageSet set = ImageSetQuery.Require(state, request, mayBeDeleted: true);
        JsonObject answer = Properties(set, ImageSetQuery.Version(state, request, set));
        answer["datastoreId"] = set.DatastoreId;
        answer["imageSetArn"] = Arns.ImageSet(options, set.DatastoreId, set.Id);
        answer["lastAccessedAt"] = EpochTime.Of(set.UpdatedAt);
        answer["storageTier"] = "FREQUENT_ACCESS";
        return request.AnswerAsync(answer);
    }

    public Task ListVersionsAsync(ApiRequest request)
    {
        ImageSet set = ImageSetQuery.Require(state, request, mayBeDeleted: true);
        ListPage page = request.Page();
        List<ImageSetVersion> versions = state.ImageSets.Versions(set.Id, page.Before(), page.Count + 1);
        var items = new JsonArray();
        foreach (ImageSetVersion version in versions.Take(page.Count))
        {
            JsonObject item = Properties(set, version);
            // The model writes it with a capital here, and only here.
            item["ImageSetWorkflowStatus"] = version.WorkflowStatus;
            item.Remove("imageSetWorkflowStatus");
            items.Add(item);
        }
        var answer = new JsonObject { ["imageSetPropertiesList"] = items };
        if (versions.Count > page.Count) answer["nextToken"] = ListPage.TokenAfter($"{versions[page.Count - 1].Version}");
        return request.AnswerAsync(answer);
    }

    public async Task GetMetadataAsync(ApiRequest request)
    {
        ImageSet set = ImageSetQuery.Require(state, request);
        ImageSetVersion version = ImageSetQuery.Version(state, request, set);
        if (options.Faults.TakeInconsistentRead())
            throw ApiException.Conflict("Requested ImageSet metadata is not consistent yet. Please retry after a few seconds.");
        string path = await _documents.PathOfAsync(set, version, request.Aborted);
        request.Context.Response.ContentType = "application/json";
        request.Context.Response.Headers.ContentEncoding = "gzip";
        await request.Context.Response.SendFileAsync(path, request.Aborted);
    }

    public async Task GetFrameAsync(ApiRequest request)
    {
        ImageSet set = ImageSetQuery.Require(state, request);
        string id = (await request.ReadBodyAsync()).RequiredText("imageFrameId", Patterns.Id(), 32, 32);
        if (!FrameId.TryParse(id, out string blobId, out int frame) || !state.Instances.HasBlob(set.Id, blobId)) throw NoFrame(id);
        FrameReader reader = FrameReader.Open(state.Blobs.PathOf(blobId));
        if (frame >= reader.Frames.Count) throw NoFrame(id);
        HttpResponse response = request.Context.Response;
        response.ContentType = TransferSyntaxes.ContentTypeOf(reader.TransferSyntax.UID);
        response.ContentLength = reader.LengthOf(frame);
        await foreach (ReadOnlyMemory<byte> block in reader.ReadAsync(frame, request.Aborted)) await response.Body.WriteAsync(block, request.Aborted);
    }

    public Task DeleteAsync(ApiRequest request)
    {
        ImageSet set = ImageSetQuery.Require(state, request, mayBeDeleted: true);
        if (set.DeletedAt is null)
        {
            state.Database.InTransaction(() =>
            {
                state.ImageSets.MarkDeleted(set.Id, time.GetUtcNow());
                return true;
            });
            foreach (string blobId in state.Instances.OrphanedBlobs(set.Id)) File.Delete(state.Blobs.PathOf(blobId));
            _documents.Delete(set);
            var place = new Placement(set.Id, set.LatestVersion, set.IsPrimary);
            state.Events.ImageSet(set.DatastoreId, place, "Deleted", ImageSetVersion.Deleted);
        }
        return request.AnswerAsync(new JsonObject
        {
            ["datastoreId"] = set.DatastoreId,
            ["imageSetId"] = set.Id,
            ["imageSetState"] = "DELETED",
            ["imageSetWorkflowStatus"] = "DELETING",
        });
    }

    private static ApiException NoFrame(string id) => ApiException.NotFound($"The image frame {id} does not exist");

    private static JsonObject Properties(ImageSet set, ImageSetVersion version)
    {
        var properties = new JsonObject
        {
            ["imageSetId"] = set.Id,
            ["versionId"] = $"{version.Version}",
            ["imageSetState"] = set.State,
            ["imageSetWorkflowStatus"] = version.WorkflowStatus,
            ["createdAt"] = EpochTime.Of(set.CreatedAt),
            ["updatedAt"] = EpochTime.Of(version.CreatedAt),
            ["isPrimary"] = set.IsPrimary,
        };
        if (set.DeletedAt is { } deleted) properties["deletedAt"] = EpochTime.Of(deleted);
        if (version.IsForced) properties["overrides"] = new JsonObject { ["forced"] = true };
        return properties;
    }
}
