using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion;
using StoreScp.Testing;

namespace StoreScp.TagCoercion.Tests;

public sealed class EncodingTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;

    public static TheoryData<string> Encodings =>
        [Explicit.UID, DicomTransferSyntax.ImplicitVRLittleEndian.UID, DicomTransferSyntax.ExplicitVRBigEndian.UID];

    [Theory, MemberData(nameof(Encodings))]
    public void What_no_rule_touches_stays_byte_for_byte_in_every_encoding(string uid)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.FromUID(uid);
        byte[] Build(string id, ushort columns) => new DataSetBytes(syntax.IsExplicitVR, !syntax.IsLittleEndian)
            .Text(0x00080050, "SH", "  oddly padded   ")
            .Text(0x00100010, "PN", "A^B^^^")
            .Text(0x00100020, "LO", id)
            .UInt16(0x00280010, "US", 512)
            .UInt16(0x00280011, "US", columns)
            .Sequence(0x00400275, SequenceStyle.Undefined, item => item.Text(0x00400009, "SH", "s"))
            .ToArray();
        DicomDataset header = DicomDataset.Parse(Build("id", 512), syntax);

        header.Apply("""{ "set": "PatientID", "value": "X-${PatientID}-${Columns}" }, { "set": "Columns", "value": "258" }""", """{ "Rows": 512 }""");

        header.ToBytes().Should().Equal(Build("X-id-512", 258));
    }

    [Fact]
    public void A_data_set_that_no_rule_applies_to_is_not_modified()
    {
        SyntheticInstance instance = new Synthetic().CT();
        byte[] bytes = instance.DataSetToArray()[..instance.HeaderLength];
        DicomDataset header = DicomDataset.Parse(bytes, Explicit);

        Rules.One("""{ "remove": "PatientID" }""", """{ "RequestAttributesSequence[*].RequestedProcedureID": "none", "PatientName": "none" }""").RunOn(header);

        header.IsModified.Should().BeFalse();
        header.ToBytes().Should().Equal(bytes);
    }

    [Theory]
    [InlineData("ISO_IR 100", "Jörg", "4AF67267")]
    [InlineData("ISO_IR 192", "Jörg", "4AC3B6726720")]
    [InlineData("\\ISO 2022 IR 87", "山", "1B24423B331B2842")]
    public void Text_is_written_in_the_character_set_of_the_data_set(string terms, string text, string bytes)
    {
        DicomDataset header = Declaring(terms).Apply($$"""{ "set": "PatientComments", "value": "{{text}}" }""");

        header.GetBytes(DicomTag.PatientComments).ToHex().Should().Be(bytes);
        header.Reread(Explicit)["PatientComments"].Should().Be(text);
    }

    [Fact]
    public void Text_with_escapes_is_compared_and_changed_as_text()
    {
        DicomDataset header = Declaring("\\ISO 2022 IR 87");
        header.Set(DicomTag.PatientName, "yamada^tarou=山田^太郎");

        header.Apply("""{ "upper": "PatientName" }""", """{ "PatientName": { "regex": "山田" } }""");

        header.Reread(Explicit)["PatientName"].Should().Be("YAMADA^TAROU=山田^太郎");
    }

    [Theory]
    [InlineData("", "the default character repertoire")]
    [InlineData("ISO_IR 100", "Specific Character Set ISO_IR 100")]
    public void A_character_that_cannot_be_written_fails_the_rule(string terms, string name)
    {
        var failure = new Action(() => Declaring(terms).Apply("""{ "set": "PatientComments", "value": "山" }""")).Should().Throw<InstanceFailedException>().Which;

        failure.Message.Should().Be($"Rule 1 \"R\", set (0010,4000): the text cannot be written in {name}.");
        failure.InnerException.Should().BeNull();
    }

    [Fact]
    public void A_site_may_have_the_data_set_switched_to_UTF_8_instead()
    {
        DicomDataset header = Declaring("ISO_IR 100");
        header.Set(DicomTag.PatientName, "Müller");
        header.Set(DicomTag.RequestAttributesSequence, new DicomDataset { { DicomTag.ScheduledProcedureStepDescription, "Schädel" } });

        CoercionOutcome outcome = Rules.One(
            """{ "set": "RequestAttributesSequence[0].RequestedProcedureDescription", "value": "山" }""", settings: "\"unencodableText\": \"SwitchToUtf8\",").RunOn(header);

        DicomDataset read = header.Reread(Explicit);
        read["SpecificCharacterSet"].Should().Be("ISO_IR 192");
        read["PatientName"].Should().Be("Müller");
        DicomDataset item = read.GetSequence(DicomTag.RequestAttributesSequence)![0];
        item["ScheduledProcedureStepDescription"].Should().Be("Schädel");
        item["RequestedProcedureDescription"].Should().Be("山");
        outcome.Trace.Select(trace => trace.Action).Should().Equal("switchToUtf8", "set");
    }

    [Fact]
    public void What_cannot_be_read_is_not_encoded_anew()
    {
        byte[] bytes = new DataSetBytes().Text(0x00080005, "CS", "\\ISO 2022 IR 87").Element(0x00100010, "PN", [0x1B, 0x24, 0x42, 0x7E, 0x7E]).ToArray();
        new Action(() => DicomDataset.Parse(bytes, Explicit).Apply("""{ "set": "PatientComments", "value": "ä" }""", settings: "\"unencodableText\": \"SwitchToUtf8\","))
            .Should().Throw<InstanceFailedException>().WithMessage("*a text of the data set cannot be read*");
    }

    [Fact]
    public void A_character_set_that_nobody_knows_is_not_left()
    {
        byte[] bytes = new DataSetBytes().Text(0x00080005, "CS", "KLINGON").Text(0x00100010, "PN", "é").ToArray();
        new Action(() => DicomDataset.Parse(bytes, Explicit).Apply("""{ "set": "PatientComments", "value": "山" }""", settings: "\"unencodableText\": \"SwitchToUtf8\","))
            .Should().Throw<InstanceFailedException>().WithMessage("*nobody knows*");
    }

    [Fact]
    public void What_could_not_be_decoded_is_not_written_back_changed()
    {
        byte[] bytes = new DataSetBytes().Text(0x00080005, "CS", "ISO_IR 192").Element(0x00100020, "LO", [(byte)'a', 0xFF]).ToArray();
        new Action(() => DicomDataset.Parse(bytes, Explicit).Apply("""{ "upper": "PatientID" }"""))
            .Should().Throw<InstanceFailedException>().WithMessage("*cannot be read in the character set*");
    }

    [Fact]
    public void Setting_the_character_set_encodes_the_text_anew()
    {
        DicomDataset header = Declaring("ISO_IR 100");
        header.Set(DicomTag.PatientName, "Müller");

        header.Apply("""{ "set": "SpecificCharacterSet", "value": "ISO_IR 192" }""");

        header.Reread(Explicit)["PatientName"].Should().Be("Müller");
        header.GetBytes(DicomTag.PatientName).ToHex().Should().Be("4DC3BC6C6C657220");
    }

    [Fact]
    public void Setting_a_character_set_that_cannot_write_the_text_fails_the_rule_whatever_the_site_allows()
    {
        DicomDataset header = Declaring("ISO_IR 192");
        header.Set(DicomTag.PatientName, "山田");
        new Action(() => header.Apply("""{ "set": "SpecificCharacterSet", "value": "ISO_IR 100" }""", settings: "\"unencodableText\": \"SwitchToUtf8\","))
            .Should().Throw<InstanceFailedException>().WithMessage("*a text of the data set cannot be written in the new character set.");
    }

    [Fact]
    public void Setting_the_character_set_loses_no_text_that_cannot_be_read()
    {
        byte[] bytes = new DataSetBytes().Text(0x00080005, "CS", "\\ISO 2022 IR 87").Element(0x00100010, "PN", [0x1B, 0x24, 0x42, 0x7E, 0x7E]).ToArray();
        new Action(() => DicomDataset.Parse(bytes, Explicit).Apply("""{ "set": "SpecificCharacterSet", "value": "ISO_IR 192" }"""))
            .Should().Throw<InstanceFailedException>().WithMessage("*a text of the data set cannot be read*");
    }

    [Theory]
    [InlineData("Fail")]
    [InlineData("SwitchToUtf8")]
    public void Half_of_a_character_is_never_written(string unencodable)
    {
        DicomDataset header = Declaring("ISO_IR 192");
        header.Set(DicomTag.PatientComments, "𠮷");
        new Action(() => header.Apply("""{ "replace": "PatientComments", "regex": "^.", "with": "" }""", settings: $"\"unencodableText\": \"{unencodable}\","))
            .Should().Throw<InstanceFailedException>();
    }

    private static DicomDataset Declaring(string terms) =>
        DicomDataset.Parse(new DataSetBytes().Text(0x00080005, "CS", terms).Text(0x00080060, "CS", "CT").ToArray(), Explicit);
}
