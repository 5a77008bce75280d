using StoreScp.Dicom;
using StoreScp.Plugins;

namespace StoreScp.TagCoercion.Tests;

public sealed class LoadMistakeTests
{
    /// <summary>One rule whose single action stands in line 4.</summary>
    private static string WithAction(string action, string more = "") => $$"""
        {
          "rules": [
            { "name": "First", {{more}} "actions": [
              {{action}}
            ] }
          ]
        }
        """;

    [Theory]
    [InlineData("""{ "set": "PatientId", "value": "x" }""", "\"PatientId\": PS3.6 has no keyword \"PatientId\"; upper and lower case matter.")]
    [InlineData("""{ "set": "PatientID" }""", "\"value\" is missing.")]
    [InlineData("""{ "set": "PatientID", "value": null }""", "\"value\" is a text, or an array of texts with at least one.")]
    [InlineData("""{ "set": "PatientID", "value": [] }""", "\"value\" is a text, or an array of texts with at least one.")]
    [InlineData("""{ "set": "PatientID", "value": "x", "with": "y" }""", "\"with\" is not known here; known are set, create, value.")]
    [InlineData("""{ "set": "PatientID", "SET": "x", "value": "x" }""", "\"SET\" stands here a second time.")]
    [InlineData("""{ "set": 5, "value": "x" }""", "\"set\" is a text, and not an empty one.")]
    [InlineData("""{ "set": "PatientID", "value": "${PatientId}" }""", "\"PatientId\": PS3.6 has no keyword \"PatientId\"; upper and lower case matter.")]
    [InlineData("""{ "set": "PatientID", "value": "${PatientID" }""", "\"${\" begins a placeholder, whose \"}\" is missing; for the characters themselves write \"$${\".")]
    [InlineData("""{ "set": "PatientID", "value": "${association.Port}" }""", "The association has no \"Port\"; it has CallingAETitle, CalledAETitle, PeerAddress, TlsSubject, ImplementationClassUID, ImplementationVersionName, TransferSyntaxUID.")]
    [InlineData("""{ "set": "PatientID", "value": ["a\\b"] }""", "The value for (0010,0020): a value of VR LO holds no backslash: it separates values, which are an array in a rule.")]
    [InlineData("""{ "set": "StudyDate", "value": "2024-02-29" }""", "The value for (0008,0020): a value of VR DA has at most 8 characters, not 10.")]
    [InlineData("""{ "set": "StudyDate", "value": "20240230" }""", "The value for (0008,0020): it is no value of VR DA (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "StudyTime", "value": "25h" }""", "The value for (0008,0030): it is no value of VR TM (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "AcquisitionDateTime", "value": "soon" }""", "The value for (0008,002A): it is no value of VR DT (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "PatientAge", "value": "45" }""", "The value for (0010,1010): it is no value of VR AS (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "Modality", "value": "ct" }""", "The value for (0008,0060): it is no value of VR CS (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "Rows", "value": "70000" }""", "The value for (0028,0010): it is no value of VR US (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "InstanceNumber", "value": "1.5" }""", "The value for (0020,0013): it is no value of VR IS (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "SliceThickness", "value": "thick" }""", "The value for (0018,0050): it is no value of VR DS (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "FrameOfReferenceUID", "value": "1.02" }""", "The value for (0020,0052): it is no value of VR UI (PS3.5 Table 6.2-1).")]
    [InlineData("""{ "set": "PatientComments", "value": ["a", "b"] }""", "VR LT of (0010,4000) holds one value.")]
    [InlineData("""{ "set": "RequestAttributesSequence", "value": "x" }""", "\"set\" is not for (0040,0275), whose VR SQ holds no text.")]
    [InlineData("""{ "set": "(0029,xx01,ACME)", "value": "x" }""", "The dictionary does not know (0029,xx01,ACME): state its VR, as in (0029,xx01,ACME):LO.")]
    [InlineData("""{ "set": "(0029,xx01,ACME):OB", "value": "x" }""", "\"set\" is not for (0029,xx01,ACME), whose VR OB holds no text.")]
    [InlineData("""{ "prefix": "Rows", "value": "x" }""", "\"prefix\" is not for (0028,0010), whose VR is US.")]
    [InlineData("""{ "prefix": "PatientID", "value": "" }""", "\"value\" is a text, and not an empty one.")]
    [InlineData("""{ "suffix": "OverlayData", "value": "x" }""", "\"suffix\" is not for (6000,3000), whose VR OB holds no text.")]
    [InlineData("""{ "upper": "StudyDate" }""", "\"upper\" is not for (0008,0020), whose VR is DA.")]
    [InlineData("""{ "lower": "Modality" }""", "\"lower\" is not for (0008,0060), whose VR is CS.")]
    [InlineData("""{ "upper": "PatientID", "create": true }""", "\"create\" is not known here; known are upper.")]
    [InlineData("""{ "replace": "PatientID", "regex": "(", "with": "" }""", "The regular expression is wrong at character 1: InsufficientClosingParentheses.")]
    [InlineData("""{ "replace": "PatientID", "regex": "a" }""", "\"with\" is missing.")]
    [InlineData("""{ "replace": "Rows", "regex": "a", "with": "" }""", "\"replace\" is not for (0028,0010), whose VR is US.")]
    [InlineData("""{ "copy": "RequestAttributesSequence", "to": "PatientID" }""", "(0040,0275) has VR SQ, whose values are no text.")]
    [InlineData("""{ "copy": "PatientID" }""", "\"to\" is missing.")]
    [InlineData("""{ "map": "PatientID", "table": "none.csv" }""", "The table \"none.csv\" cannot be read: Could not find file")]
    [InlineData("""{ "map": "PatientID" }""", "\"table\" is missing.")]
    [InlineData("""{ "map": "PatientID", "table": "none.csv", "whenMissing": "Drop" }""", "\"whenMissing\" is one of Keep, Empty, Quarantine, Refuse.")]
    [InlineData("""{ "generateUID": "PatientID", "from": "StudyInstanceUID", "namespace": "n" }""", "\"generateUID\" is not for (0010,0020), whose VR is LO.")]
    [InlineData("""{ "generateUID": "FrameOfReferenceUID", "from": "StudyInstanceUID" }""", "\"namespace\" is missing.")]
    [InlineData("""{ "generateUID": "FrameOfReferenceUID", "namespace": "n" }""", "\"from\" is missing.")]
    [InlineData("""{ "remove": "PatientID", "upper": "PatientID" }""", "An action has one of set, setIfEmpty, remove, copy, replace, prefix, suffix, upper, lower, trim, map, generateUID, not remove and upper.")]
    [InlineData("""{ "delete": "PatientID" }""", "An action has one of set, setIfEmpty, remove, copy, replace, prefix, suffix, upper, lower, trim, map, generateUID.")]
    [InlineData("""{ "set": "SOPClassUID", "value": "1.2.3" }""", "SOP Class UID (0008,0016) is never changed by a rule.")]
    [InlineData("""{ "remove": "SOPClassUID" }""", "SOP Class UID (0008,0016) is never changed by a rule.")]
    [InlineData("""{ "set": "StudyInstanceUID", "value": "1.2.3" }""", "(0020,000D) StudyInstanceUID identifies study, series or instance: the rule must say \"changesUIDs\": true.")]
    [InlineData("""{ "generateUID": "SeriesInstanceUID", "from": "SeriesInstanceUID", "namespace": "n" }""", "(0020,000E) SeriesInstanceUID identifies study, series or instance: the rule must say \"changesUIDs\": true.")]
    [InlineData("""{ "copy": "StudyInstanceUID", "to": "SOPInstanceUID" }""", "(0008,0018) SOPInstanceUID identifies study, series or instance: the rule must say \"changesUIDs\": true.")]
    [InlineData("""{ "remove": "SpecificCharacterSet" }""", "Specific Character Set (0008,0005) can be set, which encodes the text anew; \"remove\" would leave the text unreadable.")]
    public void A_mistake_in_an_action_is_told_with_its_line_and_rule(string action, string mistake) =>
        Rules.MistakesOf(WithAction(action)).Should().Contain($"settings, line 4, rule 1 \"First\": {mistake}");

    [Theory]
    [InlineData("""{ "remove": "StudyInstanceUID" }""", "(0020,000D) StudyInstanceUID may not be removed.")]
    [InlineData("""{ "set": "StudyInstanceUID", "value": "" }""", "(0020,000D) may not become empty.")]
    [InlineData("""{ "set": "SOPClassUID", "value": "1.2.3" }""", "SOP Class UID (0008,0016) is never changed by a rule.")]
    public void Some_changes_of_UIDs_are_not_allowed_at_all(string action, string mistake) =>
        Rules.MistakesOf(WithAction(action, "\"changesUIDs\": true,")).Should().Be($"settings, line 4, rule 1 \"First\": {mistake}");

    [Theory]
    [InlineData("""{ "Modalty": "CT" }""", "\"Modalty\": PS3.6 has no keyword \"Modalty\"; upper and lower case matter.")]
    [InlineData("{}", "A condition is empty: leave \"when\" out for a rule that always applies.")]
    [InlineData("[]", "An object {…} is expected.")]
    [InlineData("""{ "any": [] }""", "\"any\" is an array of conditions, with at least one.")]
    [InlineData("""{ "all": { "Modality": "CT" } }""", "\"all\" is an array of conditions, with at least one.")]
    [InlineData("""{ "not": [] }""", "An object {…} is expected.")]
    [InlineData("""{ "Modality": {} }""", "A test is expected: equals, in, regex, exists or empty.")]
    [InlineData("""{ "Modality": { "ignoreCase": true } }""", "A test is expected: equals, in, regex, exists or empty.")]
    [InlineData("""{ "Modality": { "is": "CT" } }""", "\"is\" is not known here; known are ignoreCase, equals, in, regex, exists, empty.")]
    [InlineData("""{ "Modality": { "equals": ["CT"] } }""", "\"equals\" is one text; \"in\" takes several.")]
    [InlineData("""{ "Modality": { "in": "CT" } }""", "\"in\" is an array of texts; \"equals\" takes one.")]
    [InlineData("""{ "Modality": "" }""", "A value to compare with is a text or a number, and not empty: {\"empty\": true} asks for no value.")]
    [InlineData("""{ "Modality": true }""", "A value to compare with is a text or a number, and not empty: {\"empty\": true} asks for no value.")]
    [InlineData("""{ "Modality": { "regex": "[" } }""", "The regular expression is wrong at character 1: UnterminatedBracket.")]
    [InlineData("""{ "Modality": { "exists": "yes" } }""", "\"exists\" is true or false.")]
    [InlineData("""{ "Modality": "CT", "Modality": "MR" }""", "\"Modality\" stands here a second time.")]
    [InlineData("""{ "RequestAttributesSequence": "x" }""", "(0040,0275) has VR SQ, which holds no text: only \"exists\" and \"empty\" can be asked.")]
    [InlineData("""{ "OverlayData": { "regex": "x" } }""", "(6000,3000) has VR OB, which holds no text: only \"exists\" and \"empty\" can be asked.")]
    public void A_mistake_in_a_condition_is_told_with_its_line_and_rule(string when, string mistake) =>
        Rules.MistakesOf($$"""
            { "rules": [
              // a comment counts as a line
              { "name": "R",
                "when": {{when}},
                "actions": [{ "remove": "PatientID" }] }
            ] }
            """).Should().Contain($"settings, line 4, rule 1 \"R\": {mistake}");

    [Theory]
    [InlineData("""{ }""", "settings, line 1: \"rules\" is missing.")]
    [InlineData("""[ ]""", "settings, line 1: An object {…} is expected.")]
    [InlineData("""{ "rules": {} }""", "settings, line 1: \"rules\" is an array of rules.")]
    [InlineData("""{ "rules": [], "ruels": 1 }""", "settings, line 1: \"ruels\" is not known here; known are regexTimeoutMilliseconds, unencodableText, rules.")]
    [InlineData("""{ "rules": [], "regexTimeoutMilliseconds": 0 }""", "settings, line 1: \"regexTimeoutMilliseconds\" is a whole number from 1 to 10000.")]
    [InlineData("""{ "rules": [], "unencodableText": "?" }""", "settings, line 1: \"unencodableText\" is one of Fail, SwitchToUtf8.")]
    [InlineData("""{ "rules": [ 1 ] }""", "settings, line 1, rule 1: An object {…} is expected.")]
    [InlineData("""{ "rules": [ { "actions": [{ "remove": "PatientID" }] } ] }""", "settings, line 1, rule 1: \"name\" is missing.")]
    [InlineData("""{ "rules": [ { "name": "R" } ] }""", "settings, line 1, rule 1 \"R\": \"actions\" is missing.")]
    [InlineData("""{ "rules": [ { "name": "R", "actions": [] } ] }""", "settings, line 1, rule 1 \"R\": \"actions\" is an array of actions, with at least one.")]
    [InlineData("""{ "rules": [ { "name": "R", "actions": [{ "remove": "PatientID" }], "if": {} } ] }""", "settings, line 1, rule 1 \"R\": \"if\" is not known here; known are name, when, changesUIDs, actions.")]
    [InlineData("{ \"rules\": [\n 1 2 ] }", "settings, line 2: '2' is invalid")]
    [InlineData("{ \"rules\": [\n", "settings, line 2: Expected depth to be zero")]
    [InlineData("", "settings, line 1: The input does not contain any JSON tokens")]
    [InlineData("{ \"rules\": [] } {}", "settings, line 1: '{' is invalid after a single JSON value")]
    public void A_mistake_around_the_rules_is_told_with_its_line(string json, string mistake) => Rules.MistakesOf(json).Should().StartWith(mistake);

    [Fact]
    public void Two_rules_of_one_name_are_refused_and_both_lines_named() =>
        Rules.MistakesOf("""
            { "rules": [
              { "name": "Same", "actions": [{ "remove": "PatientID" }] },
              { "name": "same", "actions": [{ "remove": "PatientID" }] }
            ] }
            """).Should().Be("settings, line 3, rule 2 \"same\": The rule in line 2 has the same name.");

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Rules.MistakesOf("""
            { "rules": [
              { "name": "A", "when": { "Modalty": "CT" }, "actions": [{ "set": "PatientID" }] },
              { "name": "B", "actions": [{ "upper": "StudyDate" }] }
            ] }
            """).Split('\n').Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).Should().Equal(
                "settings, line 2, rule 1 \"A\"", "settings, line 2, rule 1 \"A\"", "settings, line 3, rule 2 \"B\"");

    [Fact]
    public void A_rule_as_people_write_it_with_comments_and_trailing_commas_is_read()
    {
        var header = new DicomDataset { { DicomTag.PatientID, "x" } };
        Rules.Load("""
            {
              // comment
              "Rules": [ { "Name": "R", "Actions": [ { "UPPER": "PatientID", }, ], }, /* another */ ],
            }
            """).RunOn(header);
        header["PatientID"].Should().Be("X");
    }
}
