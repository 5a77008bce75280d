using Microsoft.Win32.SafeHandles;

namespace StoreScp.Storage.Aws.S3;

/// <summary>A part on disk: a file that goes when it is disposed.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly SafeFileHandle _file;

    /// <param name="folder">Exists, and is of this process alone.</param>
    /// <exception cref="StorageUnavailableException">The disk does not take it.</exception>
    public PartFile(string folder)
    {
        try
        {
            _file = File.OpenHandle(
                Path.Combine(folder, $"part-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(error);
        }
    }

    /// <exception cref="StorageUnavailableException">The disk does not take it.</exception>
    public void Write(int position, ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, position);
        }
        catch (IOException error)
        {
            throw Unavailable(error);
        }
    }

    public int Read(int position, Span<byte> buffer) => RandomAccess.Read(_file, buffer, position);

    public void Dispose() => _file.Dispose();

    private static StorageUnavailableException Unavailable(Exception error) =>
        new($"A part of an object on its way to S3 cannot be kept on disk: {error.Message}", error);
}
