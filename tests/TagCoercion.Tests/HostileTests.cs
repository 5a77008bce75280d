using StoreScp.Dicom;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion;
using StoreScp.Plugins.TagCoercion.Loading;
using StoreScp.Testing;

namespace StoreScp.TagCoercion.Tests;

public sealed class HostileTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;

    private const string Busy = """
        { "unencodableText": "SwitchToUtf8", "rules": [
          { "name": "1", "when": { "any": [{ "PatientName": { "regex": "." } }, { "RequestAttributesSequence[*].ScheduledProcedureStepID": { "exists": true } }, { "(0029,xx01,ACME):LO": "x" }] },
            "actions": [{ "upper": "PatientName" }, { "suffix": "PatientID", "value": "${PatientName}" }, { "trim": "PatientName" }, { "copy": "Rows", "to": "StudyID" }] },
          { "name": "2", "actions": [{ "set": "RequestAttributesSequence[*].RequestedProcedureDescription", "value": "ä山${StudyDescription}", "create": true }] },
          { "name": "3", "actions": [{ "replace": "(0029,xx01,ACME):LO", "regex": "(?<=a)b", "with": "c" }, { "set": "(0029,xx02,SITE):LO", "value": "v", "create": true }] },
          { "name": "4", "actions": [{ "generateUID": "FrameOfReferenceUID", "from": "StudyInstanceUID", "namespace": "n" }, { "set": "Columns", "value": "5" }, { "remove": "SeriesDescription" }] }
        ] }
        """;

    [Fact]
    public void Whatever_the_header_holds_a_rule_works_or_says_that_it_cannot()
    {
        CoercionEngine engine = Rules.Load(Busy);
        byte[] good = new DataSetBytes()
            .Text(0x00080005, "CS", "\\ISO 2022 IR 87").Text(0x00081030, "LO", "Study").Text(0x0008103E, "LO", "Series")
            .Element(0x00100010, "PN", [(byte)'a', (byte)'=', 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42]).Text(0x00100020, "LO", "id\\id")
            .Text(0x0020000D, "UI", "1.2.3").UInt16(0x00280010, "US", 512).Text(0x00290010, "LO", "ACME").Text(0x00291001, "LO", "ab")
            .Sequence(0x00400275, SequenceStyle.Undefined, item => item.Text(0x00400009, "SH", "s"), item => item.Text(0x00321060, "LO", "d")).ToArray();
        var random = new Random(4711);
        int ran = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. good];
            for (int n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                DicomDataset header = DicomDataset.Parse(bytes, Explicit);
                engine.RunOn(header);
                header.Reread(Explicit);
                ran++;
            }
            catch (Exception e) when (e is InstanceFailedException or DicomDataException)
            {
                // The two ways to say no.
            }
        }
        ran.Should().BeGreaterThan(1000);
    }

    [Fact]
    public void Real_files_keep_every_element_that_no_rule_names()
    {
        CoercionEngine engine = CoercionLoader.Load(RuleSettings.Load(
            """
            { "unencodableText": "SwitchToUtf8", "rules": [
              { "name": "1", "when": { "Modality": { "empty": false } }, "actions": [{ "set": "StationName", "value": "SITE" }, { "upper": "PatientID" }] },
              { "name": "2", "actions": [{ "set": "RequestAttributesSequence[*].RequestedProcedureID", "value": "P", "create": true }] }
            ] }
            """, AppContext.BaseDirectory, "settings"));
        DicomTag[] named = [DicomTag.StationName, DicomTag.PatientID, DicomTag.RequestAttributesSequence];
        int changed = 0;
        foreach (CorpusFile file in Corpus.Files)
        {
            using DicomFile? received = TryOpen(file.Path);
            if (received is null) continue;
            using DicomFile edited = DicomFile.Open(file.Path);
            engine.Run(Rules.Association, edited.TransferSyntax, edited.Header);
            DicomDataset stored = DicomDataset.Parse(edited.Header.ToBytes(), Plain(edited.TransferSyntax));
            foreach (DicomElement element in received.Header)
            {
                if (named.Contains(element.Tag) || element.Tag.IsGroupLength) continue;
                stored.GetBytes(element.Tag).ToArray().Should().Equal(element.Value.ToArray(), "{0} of {1}", element, file.Name);
            }
            stored["StationName"].Should().Be(received.Header["Modality"] is null ? received.Header["StationName"] : "SITE", file.Name);
            changed++;
        }
        changed.Should().BePositive();
    }

    private static DicomTransferSyntax Plain(DicomTransferSyntax syntax) => syntax.IsDeflated ? Explicit : syntax;

    private static DicomFile? TryOpen(string path)
    {
        try
        {
            return DicomFile.Open(path);
        }
        catch (DicomDataException)
        {
            return null;
        }
    }
}
