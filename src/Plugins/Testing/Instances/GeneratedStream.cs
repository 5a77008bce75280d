using System.Buffers.Binary;

namespace StoreScp.Plugins.Testing;

/// <summary>Bytes that look like noise and are the same every time: a value of any size costs no memory.</summary>
internal sealed class GeneratedStream : ForwardOnlyStream
{
    private const int ItemHeaderBytes = 8;
    private static readonly byte[] Noise = MakeNoise();
    private readonly long _length;
    private readonly long _fragmentBytes;
    private long _position;

    public GeneratedStream(long length) => _length = length;

    /// <summary>The items of an encapsulated value: an empty offset table, then a fragment for each frame.</summary>
    public GeneratedStream(long fragmentBytes, int fragments)
    {
        _fragmentBytes = fragmentBytes;
        _length = ItemHeaderBytes + (fragments * (ItemHeaderBytes + fragmentBytes));
    }

    public override int Read(Span<byte> buffer)
    {
        var read = 0;
        while (read < buffer.Length && _position < _length)
        {
            var part = Part();
            var count = (int)Math.Min(Math.Min(part.Length, buffer.Length - read), _length - _position);
            part[..count].CopyTo(buffer[read..]);
            read += count;
            _position += count;
        }
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    /// <summary>Some bytes from the position on.</summary>
    private ReadOnlySpan<byte> Part()
    {
        if (_fragmentBytes == 0)
            return Noise.AsSpan((int)(_position % Noise.Length));
        if (_position < ItemHeaderBytes)
            return ItemHeader(0).AsSpan((int)_position);
        var inFragment = (_position - ItemHeaderBytes) % (ItemHeaderBytes + _fragmentBytes);
        if (inFragment < ItemHeaderBytes)
            return ItemHeader((uint)_fragmentBytes).AsSpan((int)inFragment);
        var noise = Noise.AsSpan((int)(_position % Noise.Length));
        return noise[..(int)Math.Min(noise.Length, _fragmentBytes + ItemHeaderBytes - inFragment)];
    }

    private static byte[] ItemHeader(uint length)
    {
        byte[] header = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), length);
        return header;
    }

    private static byte[] MakeNoise()
    {
        // A prime length: the blocks that anything reads or writes differ from each other. xorshift, so that no runtime changes the bytes.
        var noise = new byte[65_521];
        var state = 2_463_534_242u;
        foreach (ref var value in noise.AsSpan())
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            value = (byte)state;
        }
        return noise;
    }
}
