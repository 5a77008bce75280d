using System.Security.Cryptography;

namespace StoreScp.Testing.Running;

/// <summary>One line of <c>storescp status --instances --json</c>.</summary>
public sealed record StoredInstance
{
    public required string SOPInstanceUID { get; init; }
    public required string StudyInstanceUID { get; init; }
    public required string SeriesInstanceUID { get; init; }
    public required string SOPClassUID { get; init; }
    public required string TransferSyntaxUID { get; init; }
    public required string CallingAETitle { get; init; }
    public required string CalledAETitle { get; init; }
    public required string State { get; init; }
    public required string ObjectKey { get; init; }
    public required long Bytes { get; init; }
    public required string ContentHash { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>A Part 10 file taken apart by hand: PS3.10 §7.1, without the code under test.</summary>
public static class Part10
{
    public static byte[] DataSetOf(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(128, 4).ToArray().Should().Equal("DICM"u8.ToArray(), "{0} is a Part 10 file", path);
        BitConverter.ToUInt32(bytes, 132).Should().Be(0x0000_0002u, "File Meta Information begins with its group length");
        return bytes[(144 + BitConverter.ToInt32(bytes, 140))..];
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
