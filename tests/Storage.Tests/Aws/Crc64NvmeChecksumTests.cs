using System.Buffers.Binary;
using System.Security.Cryptography;
using StoreScp.Storage.Aws.S3;

namespace StoreScp.Storage.Tests.Aws;

public sealed class Crc64NvmeChecksumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(5_242_880, 5_242_880, 17)]
    [InlineData(3, 1, 4_097, 100_000, 2)]
    public void An_object_in_parts_has_the_checksum_of_its_bytes_and_each_part_that_of_its_own(params int[] parts)
    {
        var checksum = new Crc64NvmeChecksum();
        var all = new List<byte>();
        foreach (var length in parts)
        {
            var bytes = RandomNumberGenerator.GetBytes(length);
            all.AddRange(bytes);
            checksum.Append(bytes.AsSpan(0, length / 3));
            checksum.Append(bytes.AsSpan(length / 3));
            checksum.EndPart().Should().Be(Whole(bytes));
        }
        var rest = RandomNumberGenerator.GetBytes(11);
        checksum.Append(rest);

        checksum.End().Should().Be(Whole([.. all, .. rest]));
    }

    private static string Whole(byte[] bytes)
    {
        var text = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(text, Crc64.Of(bytes));
        return Convert.ToBase64String(text);
    }
}
