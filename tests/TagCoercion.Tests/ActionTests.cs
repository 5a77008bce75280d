using StoreScp.Dicom;
using StoreScp.Plugins.TagCoercion;

namespace StoreScp.TagCoercion.Tests;

public sealed class ActionTests
{
    private static DicomDataset Header() => new()
    {
        { DicomTag.ImageType, "ORIGINAL", "PRIMARY" },
        { DicomTag.AccessionNumber, "" },
        { DicomTag.PatientName, "doe^john=山田" },
        { DicomTag.PatientID, "ab12" },
        { DicomTag.Rows, 512 },
        { DicomTag.FrameOfReferenceUID, "1.2.3" },
        { DicomTag.OtherPatientNames, "a^b", "c^d" },
        { DicomTag.ReferencedImageSequence, new DicomDataset { { DicomTag.ReferencedSOPInstanceUID, "1.2.3" } } },
    };

    [Theory]
    [InlineData("""{ "set": "PatientID", "value": "X" }""", "PatientID", "X")]
    [InlineData("""{ "set": "PatientSex", "value": "O" }""", "PatientSex", "O")]
    [InlineData("""{ "set": "ImageType", "value": ["DERIVED", "SECONDARY"] }""", "ImageType", "DERIVED|SECONDARY")]
    [InlineData("""{ "set": "Columns", "value": 256 }""", "Columns", "256")]
    [InlineData("""{ "set": "PixelSpacing", "value": ["0.5", "0.25"] }""", "PixelSpacing", "0.5|0.25")]
    [InlineData("""{ "set": "PatientID", "value": "${PatientID}/${Rows}/${StudyID}/${association.CallingAETitle}" }""", "PatientID", "ab12/512//CT_1")]
    [InlineData("""{ "set": "PatientID", "value": "$${PatientID} $5 ${PatientID}" }""", "PatientID", "${PatientID} $5 ab12")]
    [InlineData("""{ "set": "PatientID", "value": "" }""", "PatientID", "")]
    [InlineData("""{ "setIfEmpty": "AccessionNumber", "value": "A1" }""", "AccessionNumber", "A1")]
    [InlineData("""{ "setIfEmpty": "StudyID", "value": "S1" }""", "StudyID", "S1")]
    [InlineData("""{ "setIfEmpty": "PatientID", "value": "other" }""", "PatientID", "ab12")]
    [InlineData("""{ "copy": "PatientID", "to": "AccessionNumber" }""", "AccessionNumber", "ab12")]
    [InlineData("""{ "copy": "OtherPatientNames", "to": "OperatorsName" }""", "OperatorsName", "a^b|c^d")]
    [InlineData("""{ "copy": "Rows", "to": "StudyID" }""", "StudyID", "512")]
    [InlineData("""{ "copy": "association.CalledAETitle", "to": "StationName" }""", "StationName", "STORE")]
    [InlineData("""{ "copy": "AccessionNumber", "to": "PatientID" }""", "PatientID", "ab12")]
    [InlineData("""{ "copy": "StudyID", "to": "PatientID" }""", "PatientID", "ab12")]
    [InlineData("""{ "replace": "PatientID", "regex": "([a-z]+)([0-9]+)", "with": "$2-$1" }""", "PatientID", "12-ab")]
    [InlineData("""{ "replace": "PatientID", "regex": "B", "ignoreCase": true, "with": "" }""", "PatientID", "a12")]
    [InlineData("""{ "replace": "OtherPatientNames", "regex": "\\^", "with": " " }""", "OtherPatientNames", "a b|c d")]
    [InlineData("""{ "replace": "PatientID", "regex": "zzz", "with": "y" }""", "PatientID", "ab12")]
    [InlineData("""{ "prefix": "PatientID", "value": "H-" }""", "PatientID", "H-ab12")]
    [InlineData("""{ "prefix": "OtherPatientNames", "value": "x" }""", "OtherPatientNames", "xa^b|xc^d")]
    [InlineData("""{ "prefix": "AccessionNumber", "value": "H-" }""", "AccessionNumber", "")]
    [InlineData("""{ "prefix": "StudyID", "value": "H-" }""", "StudyID", null)]
    [InlineData("""{ "suffix": "PatientID", "value": "@${association.CallingAETitle}" }""", "PatientID", "ab12@CT_1")]
    [InlineData("""{ "upper": "PatientName" }""", "PatientName", "DOE^JOHN=山田")]
    [InlineData("""{ "upper": "StudyID" }""", "StudyID", null)]
    [InlineData("""{ "lower": "PatientID" }""", "PatientID", "ab12")]
    [InlineData("""{ "remove": "PatientID" }""", "PatientID", null)]
    [InlineData("""{ "remove": "ReferencedImageSequence" }""", "ReferencedImageSequence", null)]
    public void An_action_does_what_it_says(string action, string keyword, string? values)
    {
        DicomDataset header = Header().Apply(action);

        DicomTag tag = DicomDictionary.TagOf(keyword);
        (header.Contains(tag) ? string.Join('|', header.GetStrings(tag)) : null).Should().Be(values);
    }

    [Theory]
    [InlineData("PN", " doe ^ john ", "doe^john")]
    [InlineData("LO", "  ab 12  ", "ab 12 ")]
    [InlineData("LO", "ab\\ cd \\ef", "ab\\cd\\ef")]
    public void Trim_takes_the_white_space_out_of_the_encoded_value(string vr, string text, string trimmed)
    {
        uint tag = vr == "PN" ? 0x00100010u : 0x00100020u;
        DicomDataset header = DicomDataset.Parse(new StoreScp.Testing.DataSetBytes().Text(tag, vr, text).ToArray(), DicomTransferSyntax.ExplicitVRLittleEndian);

        header.Apply($$"""{ "trim": "{{new DicomTag(tag)}}" }""");

        header.GetBytes(new DicomTag(tag)).ToArray().TextOf().Should().Be(trimmed);
    }

    [Fact]
    public void Trim_leaves_the_one_space_that_makes_a_value_even()
    {
        DicomDataset header = DicomDataset.Parse(new StoreScp.Testing.DataSetBytes().Text(0x00100020, "LO", "abc").ToArray(), DicomTransferSyntax.ExplicitVRLittleEndian);
        header.Apply("""{ "trim": "PatientID" }""").IsModified.Should().BeFalse();
    }

    [Theory]
    [InlineData("""{ "set": "PatientID", "value": "ab12" }""")]
    [InlineData("""{ "set": "AccessionNumber", "value": "" }""")]
    [InlineData("""{ "lower": "PatientID" }""")]
    [InlineData("""{ "trim": "PatientName" }""")]
    [InlineData("""{ "set": "Rows", "value": "512" }""")]
    [InlineData("""{ "remove": "StudyID" }""")]
    [InlineData("""{ "set": "RequestAttributesSequence[0].RequestedProcedureID", "value": "P" }""")]
    public void What_is_so_already_is_not_written_again_and_the_trace_says_so(string action)
    {
        DicomDataset header = DicomDataset.Parse(Header().ToBytes(), DicomTransferSyntax.ExplicitVRLittleEndian);

        CoercionOutcome outcome = Rules.One(action).RunOn(header);

        header.IsModified.Should().BeFalse();
        outcome.Trace.Should().ContainSingle().Which.Text.Should().EndWith(": nothing to change");
    }

    [Fact]
    public void The_trace_names_rule_action_and_tags_and_no_value()
    {
        CoercionOutcome outcome = Rules.One("""{ "set": "PatientID", "value": "X" }, { "upper": "RequestAttributesSequence[*].(0040,0007)" }""").RunOn(Header());

        outcome.Trace.Select(trace => trace.Text).Should().Equal(
            "Rule 1 \"R\": set (0010,0020)", "Rule 1 \"R\": upper (0040,0275)[*].(0040,0007): nothing to change");
    }

    [Theory]
    [InlineData("""{ "set": "AccessionNumber", "value": "${PatientName}-0123456789" }""", "at most 16 characters, not ")]
    [InlineData("""{ "prefix": "PatientID", "value": "0123456789012345678901234567890123456789012345678901234567890123" }""", "at most 64 characters, not 68")]
    [InlineData("""{ "copy": "PatientID", "to": "StudyDate" }""", "no value of VR DA")]
    [InlineData("""{ "copy": "PatientID", "to": "FrameOfReferenceUID" }""", "no value of VR UI")]
    [InlineData("""{ "copy": "PatientID", "to": "Rows" }""", "no value of VR US")]
    [InlineData("""{ "copy": "OtherPatientNames", "to": "PatientComments" }""", "VR LT holds one value, not 2")]
    [InlineData("""{ "replace": "PatientID", "regex": "b", "with": "\\" }""", "holds no backslash")]
    [InlineData("""{ "replace": "PatientID", "regex": "b", "with": "\u001b" }""", "control character")]
    public void What_a_rule_writes_fits_its_VR_or_the_rule_fails_and_shows_no_value(string action, string why)
    {
        var failure = new Action(() => Header().Apply(action)).Should().Throw<InstanceFailedException>().Which;

        failure.Message.Should().StartWith("Rule 1 \"R\", ").And.Contain(why).And.NotContainAny("ab12", "doe", "a^b");
        failure.InnerException.Should().BeNull();
    }

    [Fact]
    public void What_was_wrong_before_may_keep_its_VR_when_only_its_shape_changes()
    {
        DicomDataset header = DicomDataset.Parse(
            new StoreScp.Testing.DataSetBytes().Text(0x00080050, "SH", "far too long for an sh").Text(0x00080020, "DA", "yesterday").ToArray(), DicomTransferSyntax.ExplicitVRLittleEndian);

        header.Apply("""{ "upper": "AccessionNumber" }, { "copy": "StudyDate", "to": "SeriesDate" }""");

        header["AccessionNumber"].Should().Be("FAR TOO LONG FOR AN SH");
        header["SeriesDate"].Should().Be("yesterday");
    }
}
