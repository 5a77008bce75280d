using System.IO.Compression;

namespace StoreScp.HealthImaging;

/// <summary>The operations on image sets: on AWS at the host <c>runtime-medical-imaging</c>, and POST even where they only read.</summary>
public sealed partial class HealthImagingClient
{
    /// <summary>HealthImaging API SearchImageSets, page after page as they are read.</summary>
    public IAsyncEnumerable<ImageSetsMetadataSummary> SearchImageSetsAsync(string datastoreId, SearchCriteria criteria, CancellationToken cancellation)
    {
        MemberPatterns.DatastoreId.Require(datastoreId);
        return PagesAsync(
            nextToken => Search(datastoreId, criteria, nextToken),
            HealthImagingJson.Default.SearchImageSetsPage, page => (page.ImageSetsMetadataSummaries, page.NextToken), cancellation);
    }

    /// <summary>HealthImaging API GetImageSet.</summary>
    /// <param name="versionId">Null is the latest.</param>
    public Task<ImageSet> GetImageSetAsync(string datastoreId, string imageSetId, string? versionId, CancellationToken cancellation) =>
        _caller.CallAsync(OnImageSet(datastoreId, imageSetId, "getImageSet" + Version(versionId)), HealthImagingJson.Default.ImageSet, cancellation);

    /// <summary>HealthImaging API ListImageSetVersions, page after page as they are read.</summary>
    public IAsyncEnumerable<ImageSetProperties> ListImageSetVersionsAsync(string datastoreId, string imageSetId, CancellationToken cancellation)
    {
        var first = OnImageSet(datastoreId, imageSetId, "listImageSetVersions");
        return PagesAsync(
            nextToken => first with { Path = first.Path + Query(("nextToken", nextToken)) },
            HealthImagingJson.Default.ListImageSetVersionsPage, page => (page.ImageSetPropertiesList, page.NextToken), cancellation);
    }

    /// <summary>HealthImaging API DeleteImageSet.</summary>
    public Task<DeletedImageSet> DeleteImageSetAsync(string datastoreId, string imageSetId, CancellationToken cancellation) =>
        _caller.CallAsync(OnImageSet(datastoreId, imageSetId, "deleteImageSet"), HealthImagingJson.Default.DeletedImageSet, cancellation);

    /// <summary>HealthImaging API GetImageSetMetadata: its JSON document, unpacked while it is read.</summary>
    /// <param name="versionId">Null is the latest.</param>
    /// <returns>
    /// Forward only; the caller disposes it, limits what it reads, and reads it within <see cref="HealthImagingOptions.BlobTimeout"/>. It holds
    /// patient data. Reading throws <see cref="HealthImagingException"/> as the call does, and <see cref="InvalidDataException"/> for bytes that are no gzip.
    /// </returns>
    public async Task<Stream> GetImageSetMetadataAsync(string datastoreId, string imageSetId, string? versionId, CancellationToken cancellation)
    {
        var call = OnImageSet(datastoreId, imageSetId, "getImageSetMetadata" + Version(versionId)) with { Timeout = _options.BlobTimeout };
        var blob = await _caller.OpenAsync(call, cancellation);
        return blob.Headers.ContentEncoding.Contains("gzip", StringComparer.OrdinalIgnoreCase)
            ? new GZipStream(blob.Content, CompressionMode.Decompress)
            : blob.Content;
    }

    /// <summary>HealthImaging API GetImageFrame.</summary>
    public async Task<ImageFrame> GetImageFrameAsync(string datastoreId, string imageSetId, string imageFrameId, CancellationToken cancellation)
    {
        RequireImageSet(datastoreId, imageSetId);
        MemberPatterns.ImageFrameId.Require(imageFrameId);
        var call = Post($"/datastore/{datastoreId}/imageSet/{imageSetId}/getImageFrame", new(imageFrameId), HealthImagingJson.Default.ImageFrameInformation);
        var blob = await _caller.OpenAsync(call with { IsRuntime = true, Timeout = _options.BlobTimeout }, cancellation);
        return new ImageFrame(blob.Content, blob.Headers.ContentType?.ToString());
    }

    private WireCall Search(string datastoreId, SearchCriteria criteria, string? nextToken)
    {
        var call = Post($"/datastore/{datastoreId}/searchImageSets{Query(("nextToken", nextToken))}", criteria, HealthImagingJson.Default.SearchCriteria);
        return call with { IsRuntime = true, CarriesPatientData = true };
    }

    private WireCall OnImageSet(string datastoreId, string imageSetId, string operation)
    {
        RequireImageSet(datastoreId, imageSetId);
        return new()
        {
            Method = HttpMethod.Post,
            Path = $"/datastore/{datastoreId}/imageSet/{imageSetId}/{operation}",
            IsRuntime = true,
            Timeout = _options.CallTimeout,
        };
    }

    private static void RequireImageSet(string datastoreId, string imageSetId)
    {
        MemberPatterns.DatastoreId.Require(datastoreId);
        MemberPatterns.ImageSetId.Require(imageSetId);
    }

    private static string Version(string? versionId)
    {
        MemberPatterns.ImageSetExternalVersionId.RequireIfPresent(versionId);
        return Query(("version", versionId));
    }
}
