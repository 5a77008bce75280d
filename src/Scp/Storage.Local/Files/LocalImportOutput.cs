namespace StoreScp.Storage.Local;

/// <summary>A folder as the output bucket of HealthImaging's import jobs.</summary>
/// <param name="bucket">Its name in <c>s3://</c> addresses.</param>
public sealed class LocalImportOutput(string bucket, string folder) : IImportOutput
{
    private readonly string _prefix = $"s3://{bucket}/";
    private readonly string _root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;

    public ValueTask<Stream?> OpenReadAsync(string uri, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // The address comes from a service's answer: it must not lead out of the folder.
        if (!uri.StartsWith(_prefix, StringComparison.Ordinal)
            || Path.GetFullPath(uri[_prefix.Length..], _root) is not { } path || !path.StartsWith(_root, StringComparison.Ordinal))
        {
            return new((Stream?)null);
        }
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new((Stream?)null);
        }
        catch (Exception exception) when (LocalInstanceStore.IsFault(exception))
        {
            throw LocalInstanceStore.Unavailable("The results of an import cannot be read", exception);
        }
    }
}
