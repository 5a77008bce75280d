using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using StoreScp.Dicom;
using StoreScp.Fuzz.Tests.Seeds;

namespace StoreScp.Fuzz.Tests.DataSets;

/// <summary>Damaged DEFLATE streams (PS3.5 §A.5): inflating ends with bytes or with <see cref="DicomDataException"/>, never beyond its limits.</summary>
public sealed class DeflateFuzzTests
{
    private const int MaximumInflatedBytes = 100_000;
    private static readonly DicomReadLimits Limits = new() { MaximumInflatedBytes = MaximumInflatedBytes };
    private static readonly byte[][] Deflated = [.. DataSetSeeds.All.Select(seed => Deflate(seed.Bytes)), Deflate(new byte[10 * MaximumInflatedBytes])];

    private static readonly Gen<byte[]> Mutated =
        from bytes in Gen.Elements(Deflated)
        from hits in Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Gen.Zip(Gen.Choose(0, bytes.Length - 1), Gen.Choose(0, 255)), count))
        from end in Gen.OneOf(Gen.Constant(bytes.Length), Gen.Choose(0, bytes.Length))
        select Damaged(bytes, hits, end);

    [Fact]
    public void Damaged_deflate_streams_inflate_within_the_limits_or_are_refused() =>
        FuzzRun.Check(3000, Mutated, bytes =>
        {
            var buffer = new byte[700];
            using var inflating = new InflatingStream(new MemoryStream(bytes), Limits);
            try
            {
                while (inflating.Read(buffer) > 0) inflating.Position.Should().BeLessThanOrEqualTo(MaximumInflatedBytes);
            }
            catch (DicomDataException)
            {
                // The only way inflating may fail.
            }
        });

    private static byte[] Deflate(byte[] bytes)
    {
        var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(bytes);
        return deflated.ToArray();
    }

    private static byte[] Damaged(byte[] bytes, (int At, int Value)[] hits, int end)
    {
        var copy = bytes.ToArray();
        foreach (var (at, value) in hits) copy[at] = (byte)value;
        return copy[..end];
    }
}
