namespace StoreScp.Storage;

/// <summary>What HealthImaging wrote about its import jobs: the output bucket, read only.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the store cannot do its work now. Thread safe.</remarks>
public interface IImportOutput
{
    /// <summary>Opens a file of the output from its first byte; null when there is none (yet). The caller disposes it.</summary>
    /// <param name="uri">A whole <c>s3://bucket/key</c>.</param>
    ValueTask<Stream?> OpenReadAsync(string uri, CancellationToken cancellation);
}
