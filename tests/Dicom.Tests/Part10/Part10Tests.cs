using System.Buffers;
using System.IO.Compression;
using System.Text;
using StoreScp.Testing;

namespace StoreScp.Dicom.Tests;

public class Part10Tests
{
    private static readonly FileMetaInformation Meta = new()
    {
        MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2",
        MediaStorageSOPInstanceUID = "2.25.12",
        TransferSyntaxUID = DicomTransferSyntax.ExplicitVRLittleEndian.UID,
        SourceApplicationEntityTitle = "MODALITY",
        SendingApplicationEntityTitle = "SENDER",
        ReceivingApplicationEntityTitle = "STORESCP1",
        SourcePresentationAddress = "dicom://10.0.0.1:104",
        SendingPresentationAddress = "dicom://10.0.0.1:105/",
        ReceivingPresentationAddress = "dicom://10.0.0.2:11112",
        PrivateInformationCreatorUID = "1.2.3",
        PrivateInformation = new byte[] { 1, 2, 3, 4 },
    };

    [Fact]
    public void File_meta_information_is_written_as_PS3_10_has_it()
    {
        byte[] group = new DataSetBytes()
            .Element(0x00020001, "OB", [0, 1]).Text(0x00020002, "UI", Meta.MediaStorageSOPClassUID!).Text(0x00020003, "UI", "2.25.12")
            .Text(0x00020010, "UI", "1.2.840.10008.1.2.1").Text(0x00020012, "UI", Implementation.ClassUID).Text(0x00020013, "SH", "STORESCP_0_1")
            .Text(0x00020016, "AE", "MODALITY").Text(0x00020017, "AE", "SENDER").Text(0x00020018, "AE", "STORESCP1")
            .Text(0x00020026, "UR", "dicom://10.0.0.1:104").Text(0x00020027, "UR", "dicom://10.0.0.1:105/").Text(0x00020028, "UR", "dicom://10.0.0.2:11112")
            .Text(0x00020100, "UI", "1.2.3").Element(0x00020102, "OB", [1, 2, 3, 4]).ToArray();
        byte[] expected = [.. new byte[128], .. "DICM"u8, .. new DataSetBytes().UInt32(0x00020000, "UL", (uint)group.Length).ToArray(), .. group];
        Write(Meta).Should().Equal(expected);
        Meta.WrittenLength.Should().Be(expected.Length);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        using DicomFile file = Open([.. Write(Meta), .. new DataSetBytes().Text(0x00100020, "LO", "ID").ToArray()]);
        (file.Meta! with { PrivateInformation = default }).Should().Be(Meta with { PrivateInformation = default });
        file.Meta.PrivateInformation.ToArray().Should().Equal(1, 2, 3, 4);
        file.HasPreamble.Should().BeTrue();
        file.DataSetPosition.Should().Be(Meta.WrittenLength);
        file.Header[DicomTag.PatientID].Should().Be("ID");
    }

    [Fact]
    public void Our_implementation_class_UID_is_a_valid_UID() =>
        Implementation.ClassUID.Should().MatchRegex("^2\\.25\\.[1-9][0-9]{1,38}$");

    [Fact]
    public void A_wrong_missing_or_huge_group_length_does_not_matter()
    {
        foreach (uint? length in new uint?[] { null, 0, 7, 0xFFFFFFFE })
        {
            DataSetBytes start = new DataSetBytes().Raw(new byte[128]).Raw("DICM"u8);
            if (length is not null) start.UInt32(0x00020000, "UL", length.Value);
            byte[] bytes = start.Text(0x00020010, "UI", "1.2.840.10008.1.2").Raw(new DataSetBytes(isExplicit: false).Text(0x00100020, "LO", "ID").ToArray()).ToArray();
            using DicomFile file = Open(bytes);
            file.TransferSyntax.Should().BeSameAs(DicomTransferSyntax.ImplicitVRLittleEndian);
            file.Header[DicomTag.PatientID].Should().Be("ID");
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Without_meta_the_first_element_tells_the_encoding(bool isExplicit, bool isBigEndian)
    {
        byte[] dataSet = new DataSetBytes(isExplicit, isBigEndian).Text(0x00080016, "UI", "1.2").Text(0x00100020, "LO", "ID").ToArray();
        foreach (byte[] start in new byte[][] { [], [.. new byte[128], .. "DICM"u8] })
        {
            using DicomFile file = Open([.. start, .. dataSet]);
            file.Meta.Should().BeNull();
            (file.TransferSyntax.IsExplicitVR, file.TransferSyntax.IsLittleEndian).Should().Be((isExplicit, !isBigEndian));
            file.Header[DicomTag.PatientID].Should().Be("ID");
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Meta_in_another_encoding_is_read(bool isExplicit, bool isBigEndian)
    {
        byte[] bytes = new DataSetBytes(isExplicit, isBigEndian).Raw(new byte[128]).Raw("DICM"u8).Text(0x00020003, "UI", "1.2.3")
            .Text(0x00020010, "UI", "1.2.840.10008.1.2.1").Raw(new DataSetBytes().Text(0x00100020, "LO", "ID").ToArray()).ToArray();
        using DicomFile file = Open(bytes);
        file.Meta!.MediaStorageSOPInstanceUID.Should().Be("1.2.3");
        file.Header[DicomTag.PatientID].Should().Be("ID");
    }

    [Fact]
    public void A_data_set_in_another_encoding_than_the_meta_says_is_read_as_it_is()
    {
        using DicomFile file = Open([.. Write(Meta), .. new DataSetBytes(isExplicit: false).Text(0x00100020, "LO", "ID").ToArray()]);
        file.TransferSyntax.Should().BeSameAs(DicomTransferSyntax.ImplicitVRLittleEndian);
        file.Header[DicomTag.PatientID].Should().Be("ID");
    }

    public static TheoryData<string> Syntaxes =>
    [
        Synthetic.ExplicitVRLittleEndian, Synthetic.ImplicitVRLittleEndian, Synthetic.ExplicitVRBigEndian, Synthetic.DeflatedExplicitVRLittleEndian,
        "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.5",
    ];

    [Theory, MemberData(nameof(Syntaxes))]
    public void The_bulk_stays_in_the_file_and_the_trailer_is_found_behind_it(string uid)
    {
        SyntheticInstance instance = new Synthetic().Image(
            "1.2.840.10008.5.1.4.1.1.2", "CT", uid, 128, 128, 16, 1, trailer: data => data.Element(0xFFFCFFFC, "OB", new byte[100_000]));
        using DicomFile file = Open(instance.FileToArray());
        file.Header.GetUID(DicomTag.SOPInstanceUID).Should().Be(instance.SOPInstanceUID);
        file.Header.Contains(DicomTag.PixelData).Should().BeFalse();
        file.Bulk!.Value.Tag.Should().Be(DicomTag.PixelData);
        file.Bulk!.Value.Offset.Should().Be(instance.HeaderLength);
        DicomDataset trailer = file.ReadTrailer();
        trailer.Single().Tag.Should().Be(DicomTag.DataSetTrailingPadding);
        trailer.GetBytes(DicomTag.DataSetTrailingPadding).Length.Should().Be(100_000);
    }

    [Fact]
    public void The_data_set_can_be_sent_from_where_it_begins()
    {
        SyntheticInstance instance = new Synthetic().MR();
        using DicomFile file = Open(instance.FileToArray());
        var sent = new MemoryStream();
        file.SeekDataSet().CopyTo(sent);
        sent.ToArray().Should().Equal(instance.DataSetToArray());
    }

    [Fact]
    public void A_truncated_file_shows_its_header_and_says_so_at_its_end()
    {
        byte[] bytes = new Synthetic().MR().FileToArray();
        using DicomFile file = Open(bytes[..^1000]);
        file.Header[DicomTag.Modality].Should().Be("MR");
        file.Invoking(f => f.ReadTrailer()).Should().Throw<DicomDataException>().WithMessage("*ends 1000 bytes before*");
    }

    [Theory]
    [InlineData("This is not DICOM, it is a text that somebody put into the folder.")]
    [InlineData("")]
    [InlineData("DIC")]
    public void What_is_no_DICOM_file_is_refused(string text)
    {
        Action open = () => Open(Encoding.ASCII.GetBytes(text));
        open.Should().Throw<DicomDataException>().WithMessage("*no DICOM file*");
    }

    [Fact]
    public void A_deflate_bomb_is_stopped_by_its_ratio_and_by_its_size()
    {
        byte[] inflated = [.. new DataSetBytes().Header(0x7FE00010, "OB", 64 << 20).ToArray(), .. new byte[64 << 20]];
        byte[] bomb = [.. Write(Meta with { TransferSyntaxUID = Synthetic.DeflatedExplicitVRLittleEndian }), .. Deflate(inflated)];
        Read(bomb, new DicomReadLimits()).Should().Throw<DicomDataException>().WithMessage("*MaximumInflationRatio = 200*");
        Read(bomb, new DicomReadLimits { MaximumInflatedBytes = 5000, MaximumInflationRatio = 2000 })
            .Should().Throw<DicomDataException>().WithMessage("*MaximumInflatedBytes = 5000*");
    }

    [Fact]
    public async Task Inflating_asynchronously_gives_the_data_set_and_keeps_the_limits()
    {
        byte[] dataSet = new byte[100_000];
        var inflated = new MemoryStream();
        await using (var stream = new InflatingStream(new MemoryStream(Deflate(dataSet)), DicomReadLimits.Default)) await stream.CopyToAsync(inflated);
        inflated.ToArray().Should().Equal(dataSet);
        await using var limited = new InflatingStream(new MemoryStream(Deflate(dataSet)), new DicomReadLimits { MaximumInflatedBytes = 99_999 });
        await limited.Awaiting(l => l.CopyToAsync(Stream.Null)).Should().ThrowAsync<DicomDataException>();
    }

    [Fact]
    public async Task A_deflate_stream_that_is_cut_anywhere_is_refused_and_one_with_padding_is_not()
    {
        byte[] deflated = Deflate(new DataSetBytes().Text(0x00100020, "LO", "ID").Element(0x7FE00010, "OB", new byte[3000]).ToArray());
        for (int length = 0; length < deflated.Length; length++)
        {
            byte[] cut = deflated[..length];
            new Action(() => new InflatingStream(new MemoryStream(cut), DicomReadLimits.Default).CopyTo(Stream.Null)).Should().Throw<DicomDataException>("cut at {0}", length);
            await new Func<Task>(() => new InflatingStream(new MemoryStream(cut), DicomReadLimits.Default).CopyToAsync(Stream.Null)).Should().ThrowAsync<DicomDataException>();
        }
        await new InflatingStream(new MemoryStream([.. deflated, 0]), DicomReadLimits.Default).CopyToAsync(Stream.Null);
    }

    [Fact]
    public void What_is_not_deflated_though_its_syntax_says_so_is_refused() =>
        Read([.. Write(Meta with { TransferSyntaxUID = Synthetic.DeflatedExplicitVRLittleEndian }), 0xFF, 0xFF, 0xFF, 0xFF], new DicomReadLimits())
            .Should().Throw<DicomDataException>().WithMessage("*not a DEFLATE stream*");

    [Fact]
    public void A_large_file_is_read_in_bounded_memory()
    {
        string path = Path.GetTempFileName();
        try
        {
            new Synthetic().MultiFrame(frames: 100).WriteFile(path);
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (DicomFile file = DicomFile.Open(path)) file.ReadTrailer();
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(400_000);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Action Read(byte[] bytes, DicomReadLimits limits) => () =>
    {
        using DicomFile file = DicomFile.Open(new MemoryStream(bytes), limits);
        file.ReadTrailer();
    };

    private static DicomFile Open(byte[] bytes) => DicomFile.Open(new MemoryStream(bytes));

    private static byte[] Write(FileMetaInformation meta)
    {
        var output = new ArrayBufferWriter<byte>();
        meta.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Deflate(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var deflater = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write(bytes);
        return output.ToArray();
    }
}
