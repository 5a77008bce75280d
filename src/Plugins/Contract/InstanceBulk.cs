using StoreScp.Dicom;

namespace StoreScp.Plugins;

/// <summary>
/// The element that holds most of an instance: top-level Pixel Data (7FE0,0008/0009/0010) or Encapsulated Document (0042,0011). It passes
/// by as a stream that nobody holds; a handler may put a transformation of its own into that stream.
/// </summary>
/// <remarks>
/// Of an encapsulated value (<see cref="IsEncapsulated"/>) the stream holds the items of PS3.5 §A.4 (offset table, fragments) without the
/// delimiter behind them, which the server writes.
/// </remarks>
public sealed class InstanceBulk
{
    private readonly Func<Stream>? _open;
    private readonly List<Func<Stream, Stream>> _transforms = [];

    internal InstanceBulk(DicomTag tag, DicomVR vr, long? length, Func<Stream>? open)
    {
        Tag = tag;
        VR = vr;
        Length = length;
        _open = open;
    }

    public DicomTag Tag { get; }

    public DicomVR VR { get; }

    /// <summary>Bytes of the value as it is to be stored; null for an encapsulated one, whose length is undefined.</summary>
    public long? Length { get; private set; }

    /// <summary>The value is a series of fragments (PS3.5 §A.4).</summary>
    public bool IsEncapsulated => Length is null;

    /// <summary>The element is left out of what is stored.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Whether a handler replaced, transformed or removed it.</summary>
    public bool IsModified => IsRemoved || _transforms.Count > 0;

    /// <summary>The value from its first byte, with what handlers so far have put over it. The caller disposes the stream.</summary>
    /// <exception cref="InvalidOperationException">The handler did not declare that it needs the whole data set, or the element was removed.</exception>
    public Stream OpenRead()
    {
        if (_open is null)
            throw new InvalidOperationException("Only a handler that declares \"needs\": \"WholeDataSet\" in its manifest can read the bulk; others can transform it.");
        if (IsRemoved)
            throw new InvalidOperationException("The bulk has been removed.");
        return Apply(_open());
    }

    /// <summary>Puts a stream over the value: it is read once, from first to last byte, when the instance is written.</summary>
    /// <param name="transform">Gets the value and gives a stream to read instead, of the same length; disposing that disposes what it got.</param>
    public void Transform(Func<Stream, Stream> transform) => Transform(transform, Length);

    /// <summary>As <see cref="Transform(Func{Stream, Stream})"/>, with another length.</summary>
    /// <param name="transform">Gets the value and gives a stream to read instead.</param>
    /// <param name="length">Bytes that the stream will give, an even number: more or fewer fail the instance. Null: an encapsulated value.</param>
    public void Transform(Func<Stream, Stream> transform, long? length)
    {
        ArgumentNullException.ThrowIfNull(transform);
        if (length is { } bytes && (bytes is < 0 or >= ElementEntry.UndefinedLength || bytes % 2 != 0))
            throw new ArgumentOutOfRangeException(nameof(length), length, "An even number of bytes below 4 GiB, or null for an encapsulated value (PS3.5 §7.1.1).");
        if (IsRemoved)
            throw new InvalidOperationException("The bulk has been removed.");
        _transforms.Add(transform);
        Length = length;
    }

    /// <summary>Stores another value instead.</summary>
    /// <param name="value">Read once when the instance is written, and disposed.</param>
    /// <param name="length">As for <see cref="Transform(Func{Stream, Stream}, long?)"/>.</param>
    public void Replace(Stream value, long? length)
    {
        ArgumentNullException.ThrowIfNull(value);
        Transform(received =>
        {
            received.Dispose();
            return value;
        }, length);
    }

    /// <summary>Leaves the element out.</summary>
    public void Remove() => IsRemoved = true;

    internal InstanceBulk Fork()
    {
        var fork = new InstanceBulk(Tag, VR, Length, _open) { IsRemoved = IsRemoved };
        fork._transforms.AddRange(_transforms);
        return fork;
    }

    /// <summary>Replacements and transformations so far: how the pipeline knows that a handler added one.</summary>
    internal int TransformCount => _transforms.Count;

    internal bool HasSameSourceAs(InstanceBulk other) => _open == other._open;

    /// <summary>The stream to store, over the one that was received.</summary>
    internal Stream Apply(Stream received) => _transforms.Aggregate(received, (stream, transform) => transform(stream));
}
