using System.IO.Hashing;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class MetadataTests
{
    [Fact]
    public async Task Elements_stand_at_their_level_under_their_keywords()
    {
        JsonNode metadata = await ImportAsync(InstanceFiles.DataSet(trailing: data => data
            .Text(0x00200013, "IS", "7")
            .UInt16(0x00280010, "US", 640)
            .Text(0x00280030, "DS", "0.5\\0.250")));

        ((string)metadata["SchemaVersion"]!).Should().Be("1.1");
        ((string)metadata["Patient"]!["DICOM"]!["PatientName"]!).Should().Be("NOBODY^SYNTHETIC");
        ((string)metadata["Study"]!["DICOM"]!["StudyDate"]!).Should().Be("20240229");
        metadata["Study"]!["DICOM"]!.AsObject().Should().Contain(member => member.Key == "AccessionNumber" && member.Value == null);
        JsonNode series = metadata["Study"]!["Series"]!["2.25.20"]!;
        ((string)series["DICOM"]!["SeriesNumber"]!).Should().Be("1 ", "padding of IS is kept");
        JsonNode instance = series["Instances"]!["2.25.3"]!["DICOM"]!;
        ((int)instance["Rows"]!).Should().Be(640);
        ((string)instance["InstanceNumber"]!).Should().Be("7 ");
        instance["PixelSpacing"]!.AsArray().Select(value => (string)value!).Should().Equal("0.5", "0.250 ");
        ((string)instance["TransferSyntaxUID"]!).Should().Be(Synthetic.ExplicitVRLittleEndian);
        ((string)instance["FileMetaInformationVersion"]!).Should().Be("AAE=");
        instance["PatientName"].Should().BeNull();
    }

    [Fact]
    public async Task Sequences_are_arrays_bytes_are_base64_and_private_elements_have_their_VR_beside_them()
    {
        JsonNode metadata = await ImportAsync(InstanceFiles.DataSet(trailing: data => data
            .Text(0x00210010, "LO", "STORESCP TEST")
            .Element(0x00211001, "OB", [1, 2, 3, 4])
            .Element(0x00281201, "OW", [9, 0])
            .Sequence(0x0040A730, item => item.Text(0x00080100, "SH", "CODE"), item => item.Text(0x00080100, "SH", "TWO"))));

        JsonNode instance = metadata.OnlyInstance();
        ((string)instance["DICOM"]!["00211001"]!).Should().Be("AQIDBA==");
        ((string)instance["DICOMVRs"]!["00211001"]!).Should().Be("OB");
        ((string)instance["DICOMVRs"]!["00210010"]!).Should().Be("LO");
        instance["DICOM"]!["ContentSequence"]!.AsArray().Select(item => (string)item!["CodeValue"]!).Should().Equal("CODE", "TWO");
        ((string)instance["DICOM"]!["RedPaletteColorLookupTableData"]!).Should().Be("CQA=");
    }

    [Fact]
    public async Task Native_frames_are_split_and_have_the_CRC_of_their_bytes()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        byte[] file = InstanceFiles.Part10(InstanceFiles.DataSet(trailing: data => data.SmallImage(2).Element(0x7FE00010, "OB", [1, 2, 3, 4, 50, 60, 70, 80])));
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", file))["imageSetId"]!;

        JsonNode instance = (await emulator.MetadataAsync(imageSetId)).OnlyInstance();
        JsonNode second = instance["ImageFrames"]![1]!;
        byte[] bytes = await emulator.FrameAsync(imageSetId, (string)second["ID"]!);
        bytes.Should().Equal(50, 60, 70, 80);
        ((uint)second["PixelDataChecksumFromBaseToFullResolution"]![0]!["Checksum"]!).Should().Be(Crc32.HashToUInt32(bytes));
        ((int)second["MinPixelValue"]!).Should().Be(50);
        ((int)second["MaxPixelValue"]!).Should().Be(80);
        ((long)second["FrameSizeInBytes"]!).Should().Be(4);
        ((string)instance["StoredTransferSyntaxUID"]!).Should().Be(Synthetic.ExplicitVRLittleEndian);
    }

    [Theory]
    [InlineData(Synthetic.ImplicitVRLittleEndian)]
    [InlineData(Synthetic.ExplicitVRLittleEndian)]
    [InlineData(Synthetic.ExplicitVRBigEndian)]
    [InlineData(Synthetic.DeflatedExplicitVRLittleEndian)]
    public async Task A_frame_of_a_native_syntax_is_served_as_received(string transferSyntax)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        var uids = new UidSource();
        SyntheticInstance received = new Synthetic(uids).CT(transferSyntax);
        SyntheticInstance plain = new Synthetic(uids).CT();
        string imageSetId = (string)(await emulator.ImportOneAsync("a/", received.FileToArray()))["imageSetId"]!;

        JsonNode frame = (await emulator.MetadataAsync(imageSetId)).OnlyInstance()["ImageFrames"]!.AsArray().Single()!;
        byte[] bytes = await emulator.FrameAsync(imageSetId, (string)frame["ID"]!);
        bytes.Should().Equal(plain.DataSetToArray()[^(512 * 512 * 2)..]);
        ((uint)frame["PixelDataChecksumFromBaseToFullResolution"]![0]!["Checksum"]!).Should().Be(Crc32.HashToUInt32(bytes));
    }

    [Theory]
    [InlineData(new uint[] { }, new uint[] { 0, 14 }, "")]
    [InlineData(new uint[] { 0, 28 }, new uint[] { }, "")]
    [InlineData(new uint[] { 0, 14 }, new uint[] { }, "")]
    [InlineData(new uint[] { 0, 13 }, new uint[] { }, "InvalidOffsetTable")]
    [InlineData(new uint[] { }, new uint[] { }, "FrameNumberMismatch")]
    public async Task Encapsulated_frames_are_found_by_offset_table_or_by_fragment(uint[] basic, uint[] extended, string warning)
    {
        byte[][] fragments = [[1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2], [3, 3]];
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        DataSetBytes dataSet = InstanceFiles.DataSet(trailing: data =>
        {
            data.SmallImage(2);
            if (extended.Length > 0) data.Element(0x7FE00001, "OV", [.. extended.SelectMany(offset => BitConverter.GetBytes((ulong)offset))]);
            data.PixelItems(basic, fragments);
        });
        emulator.PutObject("a/file.dcm", InstanceFiles.Part10(dataSet, InstanceFiles.JpegBaseline));
        string jobId = (string)(await emulator.ImportAsync("a/"))["jobId"]!;
        string imageSetId = (string)emulator.Successes(jobId).Single()["importResponse"]!["imageSetId"]!;

        JsonNode frames = (await emulator.MetadataAsync(imageSetId)).OnlyInstance()["ImageFrames"]!;
        var found = new List<byte[]>();
        foreach (JsonNode? frame in frames.AsArray()) found.Add(await emulator.FrameAsync(imageSetId, (string)frame!["ID"]!));
        string[] warnings = [.. emulator.Warnings(jobId).SelectMany(line => line["importResponse"]!["warnings"]!.AsArray()).Select(item => (string)item!["type"]!)];

        warnings.Should().BeEquivalentTo(warning switch { "" => [], "InvalidOffsetTable" => [warning, "FrameNumberMismatch"], _ => new[] { warning } });
        if (warning.Length > 0) found.Should().BeEquivalentTo(fragments, "each fragment is a frame when nothing says better");
        else if (basic is [0, 28]) found.Should().BeEquivalentTo(new[] { [.. fragments[0], .. fragments[1]], fragments[2] });
        else found.Should().BeEquivalentTo(new[] { fragments[0], [.. fragments[1], .. fragments[2]] });
    }

    [Fact]
    public async Task Elements_behind_the_pixel_data_are_in_the_document()
    {
        JsonNode metadata = await ImportAsync(InstanceFiles.DataSet(trailing: data => data.SmallImage(1)
            .Element(0x7FE00010, "OB", [1, 2, 3, 4])
            .Element(0xFFFCFFFC, "OB", [0, 0])));

        ((string)metadata.OnlyInstance()["DICOM"]!["DataSetTrailingPadding"]!).Should().Be("AAA=");
    }

    private static async Task<JsonNode> ImportAsync(DataSetBytes dataSet)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        JsonNode response = await emulator.ImportOneAsync("a/", InstanceFiles.Part10(dataSet));
        return await emulator.MetadataAsync((string)response["imageSetId"]!);
    }
}
