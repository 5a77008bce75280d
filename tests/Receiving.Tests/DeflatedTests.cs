using System.IO.Compression;
using StoreScp.Dicom;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests;

/// <summary>Deflated data sets (PS3.5 §A.5): stored as they came, and only when they inflate to a whole data set.</summary>
public sealed class DeflatedTests
{
    private const ushort Success = 0x0000, CannotUnderstand = 0xC000;
    private const string SOPInstanceUID = "1.2.3.4";

    // Compressible, but not beyond the ratio's limit, and larger than what is kept of a header.
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * i >> 9))];

    private static readonly byte[] Whole = Deflated(Pixels);

    public static TheoryData<int> FragmentLengths => new(700, 32 * 1024);

    [Theory]
    [MemberData(nameof(FragmentLengths))]
    public async Task Is_stored_byte_for_byte_padding_included(int fragmentBytes)
    {
        byte[] padded = [.. Whole, 0];
        await using var receiver = new Receiver();

        (await StoreAsync(receiver, padded, fragmentBytes)).Should().Be(Success);

        receiver.Objects().Values.Should().ContainSingle().Which.AsSpan().EndsWith(padded).Should().BeTrue();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(1)]
    public async Task One_that_is_cut_behind_its_header_is_refused_and_leaves_nothing(double part)
    {
        var length = Math.Min((int)(Whole.Length * part), Whole.Length - 1);
        await MustBeRefusedAsync(Whole[..length]);
    }

    [Fact]
    public async Task One_that_is_corrupt_behind_its_header_is_refused_and_leaves_nothing()
    {
        var corrupt = Whole.ToArray();
        corrupt.AsSpan(Whole.Length / 2).Fill(0xFF);
        await MustBeRefusedAsync(corrupt);
    }

    [Fact]
    public async Task One_that_ends_well_but_whose_data_set_does_not_is_refused_and_leaves_nothing() =>
        await MustBeRefusedAsync(Deflate(Inflated(Pixels)[..^1]));

    [Fact]
    public async Task One_whose_pixel_data_are_a_bomb_is_refused_and_leaves_nothing() =>
        await MustBeRefusedAsync(Deflated(new byte[80 << 20]));

    private static async Task MustBeRefusedAsync(byte[] dataSet)
    {
        await using var receiver = new Receiver();
        (await StoreAsync(receiver, dataSet, 32 * 1024)).Should().Be(CannotUnderstand);
        receiver.Objects().Should().BeEmpty();
        (await receiver.RowsAsync(SOPInstanceUID)).Should().BeEmpty();
        receiver.Failures.Should().BeEmpty();
    }

    /// <summary>The status; the association is released afterwards, so it has survived.</summary>
    private static async Task<ushort> StoreAsync(Receiver receiver, byte[] dataSet, int fragmentBytes)
    {
        var modality = receiver.Connect();
        modality.FragmentBytes = fragmentBytes;
        await modality.AssociateAsync(DicomUIDs.CTImageStorage, DicomUIDs.DeflatedExplicitVRLittleEndian);
        var (status, _) = await modality.StoreAsync(DicomUIDs.CTImageStorage, SOPInstanceUID, dataSet);
        await modality.ReleaseAsync();
        return status;
    }

    private static byte[] Deflated(byte[] pixels) => Deflate(Inflated(pixels));

    private static byte[] Inflated(byte[] pixels) => new DataSetBytes()
        .Text(0x0008_0016, "UI", DicomUIDs.CTImageStorage).Text(0x0008_0018, "UI", SOPInstanceUID)
        .Text(0x0020_000D, "UI", "1.2.3").Text(0x0020_000E, "UI", "1.2.3.1").Element(0x7FE0_0010, "OB", pixels).ToArray();

    private static byte[] Deflate(byte[] inflated)
    {
        var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.SmallestSize, leaveOpen: true)) deflater.Write(inflated);
        return deflated.ToArray();
    }
}
