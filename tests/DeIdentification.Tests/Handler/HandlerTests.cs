using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Tests.Handler;

public sealed class HandlerTests
{
    [Fact]
    public async Task An_instance_goes_on_de_identified_before_and_behind_its_bulk()
    {
        await using DeIdentificationHandler handler = await TestContext.HandlerAsync();
        ReceivedInstance instance = TestInstance.Of(TestInstance.Header());
        PreStoreResult result = await handler.ProcessAsync(instance, CancellationToken.None);
        result.Kind.Should().Be(PreStoreResultKind.Continue);
        instance.Header.GetString(DicomTag.PatientName).Should().NotContain("NOBODY");
        instance.Bulk!.IsModified.Should().BeFalse("nothing is burned into a CT");
        var trailer = new DicomDataset();
        trailer.SetBytes(DicomTag.DataSetTrailingPadding, DicomVR.OB, "NOBODY"u8.ToArray());
        instance.TrailerEdits.Should().ContainSingle().Which(trailer);
        trailer.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("{}", "*KeySecret*")]
    [InlineData("""{ "KeySecret": "missing" }""", "*missing*")]
    [InlineData("""{ "KeySecret": "short" }""", "*16 bytes*")]
    [InlineData("""{ "KeySecret": "key", "Options": ["RetainEverything"] }""", "*Options*")]
    [InlineData("""{ "KeySecret": "key", "Options": ["RetainLongitudinalFullDates", "RetainLongitudinalModifiedDates"] }""", "*exclude each other*")]
    [InlineData("""{ "KeySecret": "key", "MinimumShiftDays": 0 }""", "*MinimumShiftDays*")]
    [InlineData("""{ "KeySecret": "key", "SafeWords": ["two words"] }""", "*SafeWords*")]
    [InlineData("""{ "KeySecret": "key", "PixelRules": [{ "Modality": "US", "Regions": [{ "X": 0, "Y": 0, "Width": 1, "Height": 1 }] }] }""", "*Regions need Rows and Columns*CleanPixelData*")]
    [InlineData("""{ "KeySecret": "key", "PixelRules": [{ "Rows": 5 }] }""", "*PixelRules[0]*Manufacturer*")]
    [InlineData("""{ "KeySecret": "key", "Escrow": { "Folder": "x", "KeySecret": "key" } }""", "*Escrow*must not be the secret*")]
    public async Task Settings_that_cannot_work_are_refused_with_a_sentence_that_names_them(string settings, string message) =>
        await FluentActions.Awaiting(() => TestContext.HandlerAsync(settings)).Should().ThrowAsync<PluginSetupException>().WithMessage(message);

    [Fact]
    public async Task An_encapsulated_document_is_replaced_by_an_empty_page()
    {
        await using DeIdentificationHandler handler = await TestContext.HandlerAsync();
        DicomDataset header = TestInstance.Header("DOC", DicomUIDs.EncapsulatedPDFStorage);
        header.Set(DicomTag.MIMETypeOfEncapsulatedDocument, "application/pdf").Set<uint>(DicomTag.EncapsulatedDocumentLength, 100);
        ReceivedInstance instance = TestInstance.Of(header, 100, DicomTag.EncapsulatedDocument);
        await handler.ProcessAsync(instance, CancellationToken.None);
        using var stored = new MemoryStream();
        instance.Bulk!.Apply(new MemoryStream(new byte[100])).CopyTo(stored);
        stored.Length.Should().Be(instance.Bulk.Length).And.Be(header.GetInt64(DicomTag.EncapsulatedDocumentLength));
        stored.ToArray().Should().StartWith("%PDF-"u8.ToArray());
    }

    [Fact]
    public void The_manifest_names_the_handler_and_says_what_it_does()
    {
        string path = Path.Combine(Path.GetDirectoryName(typeof(DeIdentificationHandler).Assembly.Location)!, "plugin.json");
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
        System.Text.Json.JsonElement handler = manifest.RootElement.GetProperty("handlers")[0];
        handler.GetProperty("type").GetString().Should().Be(typeof(DeIdentificationHandler).FullName);
        handler.GetProperty("protectsPatients").GetBoolean().Should().BeTrue();
        handler.GetProperty("changesUIDs").GetBoolean().Should().BeTrue();
        manifest.RootElement.GetProperty("assembly").GetString().Should().Be(Path.GetFileName(typeof(DeIdentificationHandler).Assembly.Location));
    }
}
