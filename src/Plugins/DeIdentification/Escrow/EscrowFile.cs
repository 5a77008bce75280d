using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace StoreScp.Plugins.DeIdentification.Escrow;

/// <summary>Appends records to a file of this process's own; each is on the disk before its instance goes on.</summary>
/// <remarks>
/// The file: 8 bytes "SSCPESC1", then records. A record: length of the rest (4 bytes, big endian), nonce (12), tag (16), ciphertext.
/// AES-256-GCM with the magic as associated data; the plaintext is an <see cref="EscrowRecord"/> as JSON in UTF-8.
/// A record cut off at the end is one that was not acknowledged.
/// </remarks>
internal sealed class EscrowFile : IAsyncDisposable
{
    public const int KeyBytes = 32;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;

    private readonly FileStream _file;
    private readonly AesGcm _cipher;
    private readonly SemaphoreSlim _turn = new(1);
    private long _end;

    private EscrowFile(FileStream file, AesGcm cipher)
    {
        _file = file;
        _cipher = cipher;
        _end = file.Length;
    }

    public static ReadOnlySpan<byte> Magic => "SSCPESC1"u8;

    /// <summary>Begins a file that no other process or handler writes to.</summary>
    /// <exception cref="PluginSetupException">The key has another length, or the folder cannot be written to.</exception>
    public static async ValueTask<EscrowFile> CreateAsync(string folder, string handlerName, ReadOnlyMemory<byte> key, TimeProvider time, CancellationToken cancellation)
    {
        if (key.Length != KeyBytes) throw new PluginSetupException($"The escrow key has {key.Length} bytes; it needs {KeyBytes}.");
        string handler = string.Concat(handlerName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        string name = $"{handler}-{time.GetUtcNow():yyyyMMddTHHmmssZ}-{Guid.NewGuid():N}.escrow";
        try
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(Path.Combine(folder, name), options);
            await file.WriteAsync(Magic.ToArray(), cancellation);
            file.Flush(flushToDisk: true);
            return new(file, new AesGcm(key.Span, TagBytes));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginSetupException($"Escrow.Folder {folder} cannot be written to: {e.Message}", e);
        }
    }

    /// <summary>Adds a record, and comes back when it is on the disk.</summary>
    /// <exception cref="IOException">It could not be written; the next record is written over what there is of it.</exception>
    public async ValueTask AppendAsync(EscrowRecord record, CancellationToken cancellation)
    {
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(record, EscrowJson.Default.EscrowRecord);
        var bytes = new byte[4 + NonceBytes + TagBytes + plain.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        RandomNumberGenerator.Fill(bytes.AsSpan(4, NonceBytes));
        await _turn.WaitAsync(cancellation);
        try
        {
            _cipher.Encrypt(
                bytes.AsSpan(4, NonceBytes), plain, bytes.AsSpan(4 + NonceBytes + TagBytes), bytes.AsSpan(4 + NonceBytes, TagBytes), Magic);
            _file.Position = _end;
            await _file.WriteAsync(bytes, CancellationToken.None);
            _file.Flush(flushToDisk: true);
            _end += bytes.Length;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _cipher.Dispose();
        _turn.Dispose();
    }
}
