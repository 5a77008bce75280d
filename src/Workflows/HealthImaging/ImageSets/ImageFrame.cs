namespace StoreScp.HealthImaging;

/// <summary>One frame as HealthImaging API GetImageFrame sends it. Whoever got it disposes it.</summary>
public sealed class ImageFrame(Stream content, string? contentType) : IAsyncDisposable
{
    /// <summary>Forward only; to be read within <see cref="HealthImagingOptions.BlobTimeout"/>.</summary>
    public Stream Content { get; } = content;

    /// <summary>Follows the stored transfer syntax: <c>image/jph</c> for HTJ2K, <c>application/octet-stream</c> for uncompressed frames.</summary>
    public string? ContentType { get; } = contentType;

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
