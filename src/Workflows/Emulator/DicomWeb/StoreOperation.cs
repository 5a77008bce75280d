using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>STOW-RS: StoreDICOM and StoreDICOMStudy (PS3.18 §10.5), with the image sets of an import job.</summary>
internal sealed class StoreOperation(EmulatorOptions options, EmulatorState state)
{
    private const int MaximumPartHeaderBytes = 8 << 10;

    public async Task StoreAsync(ApiRequest request)
    {
        string datastoreId = ActiveDatastore.Require(state, request);
        string? study = request.Context.Request.RouteValues.ContainsKey("study") ? request.Path("study") : null;
        var received = new List<string>();
        try
        {
            await foreach (string path in ReceiveAsync(request)) received.Add(path);
            await request.AnswerAsync(Store(request, datastoreId, study, received, out int status), DicomJson.ContentType, status);
        }
        finally
        {
            received.ForEach(File.Delete);
        }
    }

    private JsonObject Store(ApiRequest request, string datastoreId, string? study, List<string> received, out int status)
    {
        var stored = new List<ParsedInstance>();
        var failures = new List<DicomDataset>();
        foreach (string path in received)
        {
            try
            {
                string blobId = Guid.NewGuid().ToString("N")[..BlobStore.IdLength];
                ParsedInstance instance = InstanceReader.Read(path, blobId);
                if (study is not null && instance.StudyInstanceUID != study)
                {
                    failures.Add(Failure(FailureReason.DataSetDoesNotMatch, instance.Stored));
                    continue;
                }
                state.Blobs.Add(blobId, path);
                stored.Add(instance);
            }
            catch (ImportRejection)
            {
                failures.Add(Failure(FailureReason.CannotUnderstand, null));
            }
        }
        IReadOnlyList<Placement> placements = state.Database.InTransaction(() => state.Publisher.Publish(datastoreId, stored));
        foreach (Placement set in placements.Distinct()) state.Events.Imported(datastoreId, set);
        var answer = new DicomDataset();
        if (stored.Count > 0) answer.Set(DicomTag.ReferencedSOPSequence, stored.Select(instance => Reference(request, datastoreId, instance)));
        if (failures.Count > 0) answer.Set(DicomTag.FailedSOPSequence, failures);
        status = failures.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        return DicomJson.Of(answer);
    }

    /// <summary>Each instance of the request in a file of its own, which belongs to the caller.</summary>
    private async IAsyncEnumerable<string> ReceiveAsync(ApiRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Context.Request.ContentType, out MediaTypeHeaderValue? type))
            throw ApiException.Validation("Content-Type is required");
        if (type.MediaType == "application/dicom")
        {
            yield return await SaveAsync(request.Context.Request.Body, request.Aborted);
            yield break;
        }
        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (type.MediaType != "multipart/related" || boundary.Length == 0) throw ApiException.Validation("Content-Type is neither application/dicom nor multipart/related");
        var parts = new MultipartReader(boundary, request.Context.Request.Body) { HeadersLengthLimit = MaximumPartHeaderBytes };
        for (int count = 0; await NextAsync(parts, request.Aborted) is { } part;)
        {
            if (++count > options.Quotas.FilesPerJob) throw ApiException.Validation($"More than {options.Quotas.FilesPerJob} parts");
            yield return await SaveAsync(part.Body, request.Aborted);
        }
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader parts, CancellationToken cancellation)
    {
        try
        {
            return await parts.ReadNextSectionAsync(cancellation);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ApiException.Validation("The request is no multipart/related");
        }
    }

    private async Task<string> SaveAsync(Stream body, CancellationToken cancellation)
    {
        string path = state.Folder.NewIncoming();
        try
        {
            await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            await body.CopyToAsync(file, cancellation);
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static DicomDataset Reference(ApiRequest request, string datastoreId, ParsedInstance instance) => Identify(instance.Stored).SetReceived(
        DicomTag.RetrieveURL,
        $"http://{request.Context.Request.Host}/datastore/{datastoreId}/studies/{instance.StudyInstanceUID}/series/{instance.SeriesInstanceUID}/instances/{instance.Stored.SOPInstanceUID}");

    private static DicomDataset Failure(FailureReason reason, StoredInstance? instance) =>
        (instance is null ? new() : Identify(instance)).Set(DicomTag.FailureReason, (ushort)reason);

    private static DicomDataset Identify(StoredInstance instance) => new DicomDataset()
        .SetReceived(DicomTag.ReferencedSOPClassUID, instance.SOPClassUID)
        .SetReceived(DicomTag.ReferencedSOPInstanceUID, instance.SOPInstanceUID);

    /// <summary>PS3.18 Table I.2-2.</summary>
    private enum FailureReason : ushort
    {
        DataSetDoesNotMatch = 0xA900,
        CannotUnderstand = 0xC000,
    }
}
