using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Pixels;
using StoreScp.Plugins.DeIdentification.Tests.Handler;

namespace StoreScp.Plugins.DeIdentification.Tests.Pixels;

public sealed class PixelTests
{
    private const string Rule = """
        { "KeySecret": "key", "Options": ["CleanPixelData"], "PixelRules": [{ "Manufacturer": "acme", "ManufacturerModelName": "Scanner 1",
          "Modality": "US", "Rows": 6, "Columns": 4, "Regions": [{ "X": 1, "Y": 0, "Width": 2, "Height": 2 }, { "X": 3, "Y": 5, "Width": 99, "Height": 99 }] }] }
        """;

    [Theory]
    [InlineData("CT", DicomUIDs.CTImageStorage, "YES", PreStoreResultKind.Quarantine)]
    [InlineData("CT", DicomUIDs.CTImageStorage, "NO", PreStoreResultKind.Continue)]
    [InlineData("CT", DicomUIDs.CTImageStorage, null, PreStoreResultKind.Continue)]
    [InlineData("US", DicomUIDs.UltrasoundImageStorage, null, PreStoreResultKind.Quarantine)]
    [InlineData("US", DicomUIDs.UltrasoundImageStorage, "NO", PreStoreResultKind.Quarantine)]
    [InlineData("CT", DicomUIDs.SecondaryCaptureImageStorage, null, PreStoreResultKind.Quarantine)]
    [InlineData("OT", DicomUIDs.MultiFrameTrueColorSecondaryCaptureImageStorage, "NO", PreStoreResultKind.Quarantine)]
    public async Task Without_a_rule_pixels_that_may_show_text_are_quarantined(string modality, string sopClass, string? burnedIn, PreStoreResultKind expected)
    {
        DicomDataset header = TestInstance.Header(modality, sopClass);
        if (burnedIn is not null) header.Set(DicomTag.BurnedInAnnotation, burnedIn);
        (await ProcessAsync("""{ "KeySecret": "key" }""", header)).Result.Kind.Should().Be(expected);
    }

    [Fact]
    public async Task A_quarantined_instance_is_left_as_it_came()
    {
        DicomDataset header = TestInstance.Header("US");
        byte[] before = Flat.Write(header);
        (ReceivedInstance instance, PreStoreResult result) = await ProcessAsync("""{ "KeySecret": "key" }""", header);
        result.Reason.Should().NotContainAny("NOBODY", "SYN0001");
        Flat.Write(header).Should().Equal(before);
        instance.TrailerEdits.Should().BeEmpty();
    }

    [Fact]
    public async Task A_site_may_trust_the_devices_that_say_No()
    {
        DicomDataset header = TestInstance.Header("US").Set(DicomTag.BurnedInAnnotation, "NO");
        (await ProcessAsync("""{ "KeySecret": "key", "TrustBurnedInAnnotationNo": true }""", header)).Result.Kind.Should().Be(PreStoreResultKind.Continue);
        header = TestInstance.Header("US");
        (await ProcessAsync("""{ "KeySecret": "key", "QuarantineSuspectPixels": false }""", header)).Result.Kind.Should().Be(PreStoreResultKind.Continue);
    }

    [Fact]
    public async Task An_instance_in_which_a_face_can_be_recognised_is_quarantined()
    {
        DicomDataset header = TestInstance.Header().Set(DicomTag.RecognizableVisualFeatures, "YES");
        (await ProcessAsync("""{ "KeySecret": "key" }""", header)).Result.Kind.Should().Be(PreStoreResultKind.Quarantine);
    }

    [Fact]
    public async Task A_rule_that_matches_blanks_its_regions_in_every_frame_however_the_bytes_are_read()
    {
        DicomDataset header = TestInstance.Header("US").Set(DicomTag.NumberOfFrames, "2").Set(DicomTag.BurnedInAnnotation, "YES");
        (ReceivedInstance instance, PreStoreResult result) = await ProcessAsync(Rule, header, 48);
        result.Kind.Should().Be(PreStoreResultKind.Continue);
        header.GetString(DicomTag.BurnedInAnnotation).Should().Be("NO");
        string[] frame = ["1001", "1001", "1111", "1111", "1111", "1110"];
        string expected = string.Concat(frame.Concat(frame));
        foreach (int step in new[] { 1, 3, 5, 48 })
        {
            await using Stream stream = instance.Bulk!.Apply(new MemoryStream([.. Enumerable.Repeat((byte)1, 48)]));
            string read = "";
            var buffer = new byte[step];
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;) read += string.Concat(buffer.Take(count));
            read.Should().Be(expected);
        }
    }

    [Fact]
    public async Task A_rule_without_regions_says_that_the_device_burns_nothing_in()
    {
        const string Clean = """{ "KeySecret": "key", "PixelRules": [{ "Manufacturer": "ACME", "Modality": "US" }] }""";
        DicomDataset header = TestInstance.Header("US");
        (ReceivedInstance instance, PreStoreResult result) = await ProcessAsync(Clean, header);
        result.Kind.Should().Be(PreStoreResultKind.Continue);
        instance.Bulk!.IsModified.Should().BeFalse();
    }

    [Theory]
    [InlineData("Manufacturer", "OTHER")]
    [InlineData("ManufacturerModelName", "Scanner 2")]
    public async Task A_rule_that_matches_in_part_does_not_count(string keyword, string value)
    {
        DicomDataset header = TestInstance.Header("US");
        header[keyword] = value;
        (await ProcessAsync(Rule, header)).Result.Kind.Should().Be(PreStoreResultKind.Quarantine);
    }

    [Fact]
    public async Task An_overlay_in_unused_bits_of_the_pixels_is_quarantined()
    {
        DicomDataset header = TestInstance.Header().Set<ushort>(DicomTag.OverlayBitPosition, 12);
        (await ProcessAsync("""{ "KeySecret": "key" }""", header)).Result.Kind.Should().Be(PreStoreResultKind.Quarantine);
    }

    [Fact]
    public void Pixels_in_an_item_or_behind_the_bulk_go()
    {
        DicomDataset item = new DicomDataset().SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[4]);
        DicomDataset header = TestInstance.Header().Set(DicomTag.DerivationCodeSequence, item);
        DicomDataset trailer = new DicomDataset().SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[4]);
        Deidentifier deidentifier = TestKeys.Deidentifier();
        deidentifier.ApplyToTrailer(trailer, deidentifier.Apply(header));
        header.GetSequence(DicomTag.DerivationCodeSequence)![0].Count.Should().Be(0);
        trailer.Count.Should().Be(0);
    }

    [Fact]
    public async Task Encapsulated_pixels_of_a_device_with_regions_are_quarantined() =>
        (await ProcessAsync(Rule, TestInstance.Header("US"), length: null)).Result.Kind.Should().Be(PreStoreResultKind.Quarantine);

    [Fact]
    public async Task Pixels_whose_rows_cannot_be_found_are_quarantined()
    {
        (await ProcessAsync(Rule, TestInstance.Header("US").Set<ushort>(DicomTag.BitsAllocated, 1))).Result.Kind.Should().Be(PreStoreResultKind.Quarantine);
        (await ProcessAsync(Rule, TestInstance.Header("US"), length: 22)).Result.Kind.Should().Be(PreStoreResultKind.Quarantine);
    }

    [Theory]
    [InlineData(0, "RGB", new byte[] { 0, 0, 0, 9, 9, 9 })]
    [InlineData(1, "RGB", new byte[] { 0, 9, 0, 9, 0, 9 })]
    [InlineData(0, "YBR_FULL", new byte[] { 0, 128, 128, 9, 9, 9 })]
    public void Colour_pixels_are_black_in_every_plane(int planes, string photometric, byte[] expected)
    {
        var header = new DicomDataset();
        header.Set<ushort>(DicomTag.Rows, 1).Set<ushort>(DicomTag.Columns, 2).Set<ushort>(DicomTag.SamplesPerPixel, 3).Set<ushort>(DicomTag.BitsAllocated, 8);
        header.Set<ushort>(DicomTag.PlanarConfiguration, (ushort)planes).Set(DicomTag.PhotometricInterpretation, photometric);
        PixelLayout layout = PixelLayout.TryRead(header, new InstanceBulk(DicomTag.PixelData, DicomVR.OB, 6, null))!;
        using var stream = new BlankedRegionsStream(new MemoryStream([9, 9, 9, 9, 9, 9]), layout, [new(0, 0, 1, 1)]);
        var read = new byte[6];
        stream.ReadExactly(read);
        read.Should().Equal(expected);
    }

    private static async Task<(ReceivedInstance Instance, PreStoreResult Result)> ProcessAsync(string settings, DicomDataset header, long? length = 24)
    {
        await using DeIdentificationHandler handler = await Handler.TestContext.HandlerAsync(settings);
        ReceivedInstance instance = TestInstance.Of(header, length);
        return (instance, await handler.ProcessAsync(instance, CancellationToken.None));
    }
}
