namespace StoreScp.Testing;

/// <summary>A made-up instance whose bulk is generated while it is read, so that size costs no memory.</summary>
/// <param name="Prefix">The data set up to the first byte of the bulk's value.</param>
/// <param name="BulkLength">Bytes of generated value between prefix and suffix.</param>
/// <param name="Suffix">The data set behind it.</param>
/// <param name="HeaderLength">Bytes of the data set (the inflated one, when it is deflated) before the bulk element.</param>
public sealed record SyntheticInstance(
    string SOPClassUID, string SOPInstanceUID, string StudyInstanceUID, string SeriesInstanceUID, string TransferSyntaxUID,
    byte[] Prefix, long BulkLength, byte[] Suffix, int HeaderLength)
{
    private static readonly byte[] Noise = MakeNoise();

    public long DataSetLength => Prefix.Length + BulkLength + Suffix.Length;

    /// <summary>The encoded data set as a forward-only stream.</summary>
    public Stream OpenDataSet() => new SyntheticStream(this);

    /// <summary>The whole encoded data set.</summary>
    public byte[] DataSetToArray()
    {
        var bytes = new byte[DataSetLength];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>A Part 10 file: preamble, minimal File Meta Information, data set.</summary>
    public byte[] FileToArray() => [.. FileStart(), .. DataSetToArray()];

    public void WriteFile(string path)
    {
        using FileStream file = File.Create(path);
        file.Write(FileStart());
        using Stream dataSet = OpenDataSet();
        dataSet.CopyTo(file, 1 << 18);
    }

    internal void Read(long position, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            ReadOnlySpan<byte> source = Part(position);
            int count = Math.Min(source.Length, target.Length);
            source[..count].CopyTo(target);
            target = target[count..];
            position += count;
        }
    }

    private ReadOnlySpan<byte> Part(long position)
    {
        if (position < Prefix.Length) return Prefix.AsSpan((int)position);
        position -= Prefix.Length;
        if (position >= BulkLength) return Suffix.AsSpan((int)(position - BulkLength));
        ReadOnlySpan<byte> noise = Noise.AsSpan((int)(position % Noise.Length));
        return noise[..(int)Math.Min(noise.Length, BulkLength - position)];
    }

    private byte[] FileStart()
    {
        byte[] group = new DataSetBytes()
            .Element(0x00020001, "OB", [0, 1])
            .Text(0x00020002, "UI", SOPClassUID)
            .Text(0x00020003, "UI", SOPInstanceUID)
            .Text(0x00020010, "UI", TransferSyntaxUID)
            .Text(0x00020012, "UI", "2.25.1")
            .ToArray();
        return new DataSetBytes().Raw(new byte[128]).Raw("DICM"u8).UInt32(0x00020000, "UL", (uint)group.Length).Raw(group).ToArray();
    }

    private static byte[] MakeNoise()
    {
        // A prime length: the blocks that anything reads or writes differ from each other.
        var noise = new byte[65_521];
        new Random(20_000).NextBytes(noise);
        return noise;
    }
}
