using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.TagCoercion;

namespace StoreScp.TagCoercion.Tests;

public sealed class MapTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storescp-map-");

    public void Dispose() => _folder.Delete(recursive: true);

    private CoercionEngine Load(string csv, string action)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "map.csv"), csv);
        return Rules.Load(RulesOf(action), _folder.FullName);
    }

    private static string RulesOf(string action) => $$"""{ "rules": [ { "name": "R", "actions": [ {{action}}, { "set": "PatientComments", "value": "after" } ] } ] }""";

    private string MistakesOf(string csv, string more = "")
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "map.csv"), csv);
        return Rules.MistakesOf(RulesOf($$"""{ "map": "AccessionNumber", "table": "map.csv"{{more}} }"""), _folder.FullName);
    }

    [Theory]
    [InlineData("a,b", "a", "b")]
    [InlineData("\uFEFFa,b\r\nc,d\r\n", "c", "d")]
    [InlineData("\"a,1\",\"say \"\"b\"\"\"\n", "a,1", "say \"b\"")]
    [InlineData("\n\na , b \n\n", "a", "b")]
    [InlineData("a,\nc,d", "a", "")]
    [InlineData("a,b", "A", "A")]
    [InlineData("ä,山", "ä", "山")]
    public void A_value_is_mapped_by_the_table(string csv, string key, string value)
    {
        var header = new DicomDataset { { DicomTag.PatientID, key } };
        Load(csv, """{ "map": "PatientID", "table": "map.csv" }""").RunOn(header);
        header.GetString(DicomTag.PatientID, "").Should().Be(value);
    }

    [Fact]
    public void Each_of_several_values_is_mapped()
    {
        var header = new DicomDataset { { DicomTag.OtherPatientNames, "a", "x", "c" } };
        Load("a,1\nc,3", """{ "map": "OtherPatientNames", "table": "map.csv" }""").RunOn(header);
        header.GetStrings(DicomTag.OtherPatientNames).Should().Equal("1", "x", "3");
    }

    [Fact]
    public void The_key_may_come_from_somewhere_else()
    {
        var header = new DicomDataset();
        Load("CT_1,Radiology", """{ "map": "InstitutionalDepartmentName", "from": "association.CallingAETitle", "table": "map.csv" }""").RunOn(header);
        header["InstitutionalDepartmentName"].Should().Be("Radiology");
    }

    [Fact]
    public void Keys_may_differ_in_case_and_a_header_is_no_entry()
    {
        var header = new DicomDataset { { DicomTag.PatientID, "ABC" } };
        Load("key,value\nabc,found", """{ "map": "PatientID", "table": "map.csv", "header": true, "ignoreCase": true }""").RunOn(header);
        header["PatientID"].Should().Be("found");
    }

    [Theory]
    [InlineData("Keep", "", PreStoreResultKind.Continue, "x", "after")]
    [InlineData("Empty", "", PreStoreResultKind.Continue, null, "after")]
    [InlineData("Quarantine", "map.csv has no entry for (0010,0020) (rule \"R\")", PreStoreResultKind.Quarantine, "x", null)]
    [InlineData("Refuse", "No entry for (0010,0020) in the map of the receiver", PreStoreResultKind.Refuse, "x", null)]
    public void What_is_in_no_table_is_kept_emptied_quarantined_or_refused(string whenMissing, string reason, PreStoreResultKind kind, string? value, string? after)
    {
        foreach (string from in (string[])["", "\"from\": \"PatientID\","])
        {
            var header = new DicomDataset { { DicomTag.PatientID, "x" } };

            PreStoreResult result = Load("a,b", $$"""{ "map": "PatientID", {{from}} "table": "map.csv", "whenMissing": "{{whenMissing}}" }""").RunOn(header).Result;

            (result.Kind, result.Reason).Should().Be((kind, reason));
            result.Status.Should().Be(kind == PreStoreResultKind.Refuse ? (ushort)0xC000 : (ushort)0);
            header["PatientID"].Should().Be(value);
            header["PatientComments"].Should().Be(after);
        }
    }

    [Fact]
    public void Without_a_key_nothing_is_mapped()
    {
        var header = new DicomDataset { { DicomTag.PatientID, "" } };
        Load("a,b", """{ "map": "PatientID", "table": "map.csv", "whenMissing": "Refuse" }""").RunOn(header).Result.Should().Be(PreStoreResult.Continue);
    }

    [Theory]
    [InlineData("a,b\nc,d\na,e", "map.csv, line 3, rule 1 \"R\": The key of line 1 stands here again.")]
    [InlineData("a,b\nc", "map.csv, line 2, rule 1 \"R\": A line has two fields, a key and a value, not 1.")]
    [InlineData("a,b,c", "map.csv, line 1, rule 1 \"R\": A line has two fields, a key and a value, not 3.")]
    [InlineData("a,b,", "map.csv, line 1, rule 1 \"R\": A line has two fields, a key and a value, not 3.")]
    [InlineData("\n,b", "map.csv, line 2, rule 1 \"R\": The key is empty.")]
    [InlineData("a,\"b", "map.csv, line 1, rule 1 \"R\": No CSV: a closing quote is missing.")]
    [InlineData("a,\"b\"c", "map.csv, line 1, rule 1 \"R\": No CSV: a comma or a line end follows a closing quote.")]
    [InlineData("a,b\"c", "map.csv, line 1, rule 1 \"R\": No CSV: a quote stands within a field that does not begin with one.")]
    [InlineData("\"a\n1\",b\nx,0123456789ABCDEFG", "map.csv, line 3, rule 1 \"R\": The value: a value of VR SH has at most 16 characters, not 17.")]
    public void A_mistake_in_a_table_is_told_with_its_line(string csv, string mistake) => MistakesOf(csv).Should().Be(mistake);

    [Fact]
    public void Keys_that_differ_in_case_only_are_twice_the_same_when_case_does_not_matter() =>
        MistakesOf("a,b\nA,c", ", \"ignoreCase\": true").Should().Contain("line 2").And.Contain("stands here again");

    [Fact]
    public void A_table_that_is_no_UTF_8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "map.csv"), Encoding.Latin1.GetBytes("a,ä"));
        Rules.MistakesOf(RulesOf("""{ "map": "PatientID", "table": "map.csv" }"""), _folder.FullName)
            .Should().Be("settings, line 1, rule 1 \"R\": The table \"map.csv\" is no UTF-8.");
    }
}
