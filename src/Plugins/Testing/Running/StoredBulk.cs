using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>The bulk as it would be stored.</summary>
public sealed class StoredBulk
{
    private readonly Func<Stream>? _open;

    internal StoredBulk(BulkElement element, long bytes, string sha256, Func<Stream>? open) =>
        (Element, Bytes, SHA256, _open) = (element, bytes, sha256, open);

    /// <summary>Tag, VR and length; the length is null for an encapsulated value.</summary>
    public BulkElement Element { get; }

    /// <summary>Bytes of the value; of an encapsulated one, of its items without the delimiter.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of these bytes, in lower-case hex.</summary>
    public string SHA256 { get; }

    /// <exception cref="InvalidOperationException">The value is longer than <see cref="PluginTestOptions.MaximumKeptBulkBytes"/>.</exception>
    public Stream OpenRead() => _open?.Invoke() ?? throw new InvalidOperationException(
        "The bulk is longer than PluginTestOptions.MaximumKeptBulkBytes: length and hash are known, the bytes were not kept.");

    /// <inheritdoc cref="OpenRead"/>
    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        using var stream = OpenRead();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
