using System.Numerics;
using StoreScp.Dicom;
using StoreScp.Plugins.Rules;

namespace StoreScp.TagCoercion.Tests;

public sealed class UIDTests
{
    private static DicomDataset Header() => new() { { DicomTag.StudyInstanceUID, "1.2.3" }, { DicomTag.PatientID, "4711" } };

    private static string Generate(string scope, string from) =>
        Header().Apply($$"""{ "generateUID": "FrameOfReferenceUID", "from": "{{from}}", "namespace": "{{scope}}" }""")["FrameOfReferenceUID"]!;

    [Fact]
    public void A_generated_UID_depends_on_namespace_and_source_and_on_nothing_else()
    {
        Generate("a", "StudyInstanceUID").Should().Be(Generate("a", "StudyInstanceUID"));
        Generate("a", "StudyInstanceUID").Should().NotBe(Generate("b", "StudyInstanceUID"));
        Generate("a", "StudyInstanceUID").Should().NotBe(Generate("a", "PatientID"));
    }

    [Fact]
    public void A_generated_UID_stays_the_same_from_one_version_of_the_plugin_to_the_next() =>
        Generate("hospital", "StudyInstanceUID").Should().Be("2.25.227876312438840871403872597585503821427");

    [Fact]
    public void A_generated_UID_is_a_UUID_of_version_8()
    {
        string uid = Generate("a", "StudyInstanceUID");
        byte[] uuid = BigInteger.Parse(uid["2.25.".Length..]).ToByteArray(isUnsigned: true, isBigEndian: true);

        uid.Length.Should().BeLessThanOrEqualTo(64);
        byte[] full = [.. new byte[16 - uuid.Length], .. uuid];
        (full[6] >> 4).Should().Be(8);
        (full[8] >> 6).Should().Be(2);
    }

    [Fact]
    public void Without_a_source_there_is_no_UID() =>
        Header().Apply("""{ "generateUID": "FrameOfReferenceUID", "from": "StudyID", "namespace": "a" }""").Contains(DicomTag.FrameOfReferenceUID).Should().BeFalse();

    [Fact]
    public void A_rule_that_says_so_changes_the_UID_of_the_study() =>
        Header().Apply("""{ "set": "StudyInstanceUID", "value": "1.2.4" }""", more: "\"changesUIDs\": true,")["StudyInstanceUID"].Should().Be("1.2.4");

    [Fact]
    public void The_UID_of_the_study_never_becomes_empty() =>
        new Action(() => Header().Apply("""{ "set": "StudyInstanceUID", "value": "${StudyID}" }""", more: "\"changesUIDs\": true,"))
            .Should().Throw<InstanceFailedException>().WithMessage("*may not become empty.");

    [Fact]
    public void A_UID_in_an_item_identifies_something_else_and_needs_no_word()
    {
        var header = new DicomDataset { { DicomTag.ReferencedStudySequence, new DicomDataset { { DicomTag.StudyInstanceUID, "1.2.3" } } } };
        header.Apply("""{ "set": "ReferencedStudySequence[*].StudyInstanceUID", "value": "1.2.4" }""")
            .GetSequence(DicomTag.ReferencedStudySequence)![0]["StudyInstanceUID"].Should().Be("1.2.4");
    }
}
