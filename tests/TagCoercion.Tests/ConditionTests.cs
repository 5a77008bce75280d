using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.TagCoercion;

namespace StoreScp.TagCoercion.Tests;

public sealed class ConditionTests
{
    private static DicomDataset CT() => new()
    {
        { DicomTag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2" },
        { DicomTag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL" },
        { DicomTag.AccessionNumber, "" },
        { DicomTag.Modality, "CT" },
        { DicomTag.PatientID, "ab12" },
        { DicomTag.Rows, 512 },
        {
            DicomTag.RequestAttributesSequence,
            new DicomDataset { { DicomTag.ScheduledProcedureStepID, "S1" } },
            new DicomDataset { { DicomTag.ScheduledProcedureStepID, "S2" }, { DicomTag.RequestedProcedureID, "P2" } }
        },
        { DicomTag.ReferencedImageSequence, Array.Empty<DicomDataset>() },
    };

    [Theory]
    [InlineData("""{ "Modality": "CT" }""", true)]
    [InlineData("""{ "(0008,0060)": "CT" }""", true)]
    [InlineData("""{ "Modality": "MR" }""", false)]
    [InlineData("""{ "Modality": "ct" }""", false)]
    [InlineData("""{ "Modality": { "equals": "ct", "ignoreCase": true } }""", true)]
    [InlineData("""{ "Modality": ["MR", "CT"] }""", true)]
    [InlineData("""{ "Modality": { "in": ["MR", "US"] } }""", false)]
    [InlineData("""{ "Modality": { "in": ["mr", "ct"], "ignoreCase": true } }""", true)]
    [InlineData("""{ "ImageType": "PRIMARY" }""", true)]
    [InlineData("""{ "ImageType": "LOCALIZER" }""", false)]
    [InlineData("""{ "Rows": 512 }""", true)]
    [InlineData("""{ "Rows": "256" }""", false)]
    [InlineData("""{ "PatientID": { "regex": "^[a-z]+[0-9]{2}$" } }""", true)]
    [InlineData("""{ "PatientID": { "regex": "B1" } }""", false)]
    [InlineData("""{ "PatientID": { "regex": "B1", "ignoreCase": true } }""", true)]
    [InlineData("""{ "PatientID": { "regex": "(?<=b)1" } }""", true)]
    [InlineData("""{ "PatientName": { "regex": ".*" } }""", false)]
    [InlineData("""{ "AccessionNumber": { "exists": true } }""", true)]
    [InlineData("""{ "AccessionNumber": { "empty": true } }""", true)]
    [InlineData("""{ "AccessionNumber": { "exists": true, "empty": false } }""", false)]
    [InlineData("""{ "PatientName": { "exists": false } }""", true)]
    [InlineData("""{ "PatientName": { "empty": true } }""", true)]
    [InlineData("""{ "PatientID": { "empty": false } }""", true)]
    [InlineData("""{ "RequestAttributesSequence": { "exists": true, "empty": false } }""", true)]
    [InlineData("""{ "ReferencedImageSequence": { "exists": true, "empty": true } }""", true)]
    [InlineData("""{ "RequestAttributesSequence[0].ScheduledProcedureStepID": "S1" }""", true)]
    [InlineData("""{ "RequestAttributesSequence[1].ScheduledProcedureStepID": "S1" }""", false)]
    [InlineData("""{ "RequestAttributesSequence[2].ScheduledProcedureStepID": { "exists": true } }""", false)]
    [InlineData("""{ "RequestAttributesSequence[*].(0040,0009)": "S2" }""", true)]
    [InlineData("""{ "RequestAttributesSequence[*].RequestedProcedureID": { "exists": true } }""", true)]
    [InlineData("""{ "ReferencedImageSequence[*].ReferencedSOPInstanceUID": { "exists": true } }""", false)]
    [InlineData("""{ "Modality": "CT", "PatientID": "other" }""", false)]
    [InlineData("""{ "any": [{ "Modality": "MR" }, { "PatientID": "ab12" }] }""", true)]
    [InlineData("""{ "any": [{ "Modality": "MR" }, { "PatientID": "other" }] }""", false)]
    [InlineData("""{ "all": [{ "Modality": "CT" }, { "PatientID": "ab12" }] }""", true)]
    [InlineData("""{ "all": [{ "Modality": "CT" }, { "PatientID": "other" }] }""", false)]
    [InlineData("""{ "not": { "Modality": "MR" } }""", true)]
    [InlineData("""{ "not": { "Modality": "CT", "PatientID": "ab12" } }""", false)]
    [InlineData("""{ "not": { "any": [{ "Modality": "MR" }, { "not": { "PatientID": "ab12" } }] } }""", true)]
    [InlineData("""{ "association.CallingAETitle": "CT_1" }""", true)]
    [InlineData("""{ "association.callingaetitle": "CT_2" }""", false)]
    [InlineData("""{ "association.CalledAETitle": { "regex": "^STO" } }""", true)]
    [InlineData("""{ "association.PeerAddress": { "regex": "^192\\.0\\.2\\." } }""", true)]
    [InlineData("""{ "association.TlsSubject": { "exists": false } }""", true)]
    [InlineData("""{ "association.TransferSyntaxUID": "1.2.840.10008.1.2.1" }""", true)]
    public void A_condition_is_met_or_not(string when, bool isMet) => CT().IsMet(when).Should().Be(isMet);

    [Fact]
    public void A_rule_without_condition_always_applies() =>
        CT().Apply("""{ "set": "PatientID", "value": "X" }""")["PatientID"].Should().Be("X");

    [Fact]
    public void A_rule_sees_what_the_rules_before_it_did()
    {
        CoercionEngine engine = Rules.Load("""
            { "rules": [
              { "name": "1", "when": { "PatientID": "ab12" }, "actions": [{ "upper": "PatientID" }] },
              { "name": "2", "when": { "PatientID": "ab12" }, "actions": [{ "set": "PatientComments", "value": "too late" }] },
              { "name": "3", "when": { "PatientID": "AB12" }, "actions": [{ "set": "PatientComments", "value": "${PatientID}" }] }
            ] }
            """);
        DicomDataset header = CT();

        CoercionOutcome outcome = engine.RunOn(header);

        header["PatientComments"].Should().Be("AB12");
        outcome.Trace.Select(trace => trace.RuleName).Should().Equal("1", "3");
    }

    [Fact]
    public void Changing_how_pixels_are_read_is_seen_by_conditions_on_other_groups()
    {
        CoercionEngine engine = Rules.Load("""
            { "rules": [
              { "name": "1", "when": { "RealWorldValueMappingSequence[0].RealWorldValueFirstValueMapped": "65535" }, "actions": [{ "set": "PixelRepresentation", "value": "1" }] },
              { "name": "2", "when": { "RealWorldValueMappingSequence[0].RealWorldValueFirstValueMapped": "-1" }, "actions": [{ "set": "PatientComments", "value": "signed" }] }
            ] }
            """);
        byte[] bytes = new StoreScp.Testing.DataSetBytes(isExplicit: false)
            .UInt16(0x00280103, "US", 0)
            .Sequence(0x00409096, item => item.UInt16(0x00409216, "US", 0xFFFF)).ToArray();
        DicomDataset header = DicomDataset.Parse(bytes, DicomTransferSyntax.ImplicitVRLittleEndian);

        engine.RunOn(header);

        header["PatientComments"].Should().Be("signed");
    }

    [Fact]
    public void An_expression_that_takes_too_long_fails_the_rule_by_its_name_and_shows_no_value()
    {
        var header = new DicomDataset { { DicomTag.PatientComments, new string('a', 40) + "!" } };
        CoercionEngine engine = Rules.One("""{ "remove": "PatientID" }""", """{ "PatientComments": { "regex": "^(?=(a+)+$)" } }""", settings: "\"regexTimeoutMilliseconds\": 1,");

        var failure = new Action(() => engine.RunOn(header)).Should().Throw<InstanceFailedException>().Which;

        failure.Message.Should().Be("Rule 1 \"R\": its regular expression took longer than 1 ms on a value.");
        failure.InnerException.Should().BeNull();
    }

    [Fact]
    public void An_expression_that_would_explode_in_a_backtracking_engine_is_linear()
    {
        var header = new DicomDataset { { DicomTag.PatientComments, new string('a', 5000) + "!" } };
        header.IsMet("""{ "PatientComments": { "regex": "^(a+)+$" } }""").Should().BeFalse();
    }

    [Fact]
    public void An_element_that_occurs_in_no_dictionary_is_read_by_the_VR_that_the_path_states()
    {
        byte[] bytes = new StoreScp.Testing.DataSetBytes(isExplicit: false).Text(0x00090010, "LO", "ACME 1.1").Text(0x00091002, "LO", "yes").ToArray();
        DicomDataset header = DicomDataset.Parse(bytes, DicomTransferSyntax.ImplicitVRLittleEndian);

        header.IsMet("""{ "(0009,xx02,ACME 1.1):LO": "yes" }""").Should().BeTrue();
        header.IsMet("""{ "(0009,xx02,ACME 1.1)": "yes" }""").Should().BeFalse();
        header.IsMet("""{ "(0009,xx02,ACME 1.1)": { "exists": true, "empty": false } }""").Should().BeTrue();
        header.IsMet("""{ "(0009,xx02,OTHER)": { "exists": true } }""").Should().BeFalse();
    }
}
