namespace StoreScp.Emulator;

/// <summary>An S3 bucket that import jobs read and write.</summary>
public interface IBucket
{
    /// <summary>The objects whose key begins with the prefix, letter by letter, in no order; those that are being written are not among them.</summary>
    /// <exception cref="IOException">The bucket cannot be read now, or is not there.</exception>
    IAsyncEnumerable<S3Object> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Makes the object a file at the path, whole or not at all. Its folder is there.</summary>
    /// <exception cref="FileNotFoundException">There is no such object (any more).</exception>
    /// <exception cref="IOException">It cannot be read now.</exception>
    Task FetchAsync(string key, string path, CancellationToken cancellation);

    /// <summary>Makes an object of what is written, whole or not at all; replaces what is there.</summary>
    /// <exception cref="IOException">The bucket cannot be written now, or is not there.</exception>
    Task PutAsync(string key, Func<Stream, Task> write);
}
