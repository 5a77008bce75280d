using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion;
using StoreScp.Plugins.TagCoercion.Loading;

namespace StoreScp.TagCoercion.Tests;

public sealed class ExampleTests
{
    private static CoercionEngine Load() =>
        CoercionLoader.Load(RuleSettings.Load("""{ "rulesFile": "examples/rules.json" }""", AppContext.BaseDirectory, "settings"));

    [Fact]
    public void The_example_does_what_its_names_say()
    {
        var header = new DicomDataset
        {
            { DicomTag.AccessionNumber, "a1 b._c" }, { DicomTag.Modality, "CT" }, { DicomTag.Manufacturer, "Acme" },
            { DicomTag.StudyDescription, "Head" }, { DicomTag.InstitutionalDepartmentName, "card, 2nd Floor" }, { DicomTag.PatientID, "4711" },
            { DicomTag.StudyInstanceUID, "1.2.3" }, { DicomTag.SeriesInstanceUID, "1.2.3.4" }, { DicomTag.SOPInstanceUID, "1.2.3.4.5" },
        };
        header.Set(header.AddPrivate("ACME 1.1", 0x0029, 0x10), DicomVR.LO, "secret");
        AssociationInfo branch = new() { CallingAETitle = "BRANCH_CT", CalledAETitle = "STORE" };

        CoercionOutcome outcome = Load().Run(branch, DicomTransferSyntax.ExplicitVRLittleEndian, header);

        outcome.Result.Should().Be(PreStoreResult.Continue);
        header["PatientID"].Should().Be("BR-4711");
        header["IssuerOfPatientID"].Should().Be("BRANCH");
        header["AccessionNumber"].Should().Be("A1-B-C");
        header["InstitutionalDepartmentName"].Should().Be("Cardiology");
        header["StationName"].Should().Be("BRANCH_CT");
        header["StudyDescription"].Should().Be("Head (CT)");
        header.Contains(header.FindPrivate("ACME 1.1", 0x0029, 0x10)!.Value).Should().BeFalse();
        header.GetString(header.FindPrivate("STORESCP SITE", 0x0029, 0x20)!.Value).Should().Be("reviewed");
        header["FrameOfReferenceUID"].Should().StartWith("2.25.");
        header["StudyInstanceUID"].Should().Be("1.2.3");
        outcome.Trace.Select(trace => trace.RuleNumber).Distinct().Should().Equal(1, 2, 4, 5, 7, 8);
    }

    [Fact]
    public void The_copy_for_teaching_gets_UIDs_of_its_own_that_are_always_the_same()
    {
        AssociationInfo teaching = new() { CallingAETitle = "WS", CalledAETitle = "TEACHING" };
        string[] Run()
        {
            var header = new DicomDataset { { DicomTag.StudyInstanceUID, "1.2.3" }, { DicomTag.SeriesInstanceUID, "1.2.3.4" }, { DicomTag.SOPInstanceUID, "1.2.3.4.5" } };
            Load().Run(teaching, DicomTransferSyntax.ExplicitVRLittleEndian, header);
            return [header["StudyInstanceUID"]!, header["SeriesInstanceUID"]!, header["SOPInstanceUID"]!];
        }

        Run().Should().OnlyHaveUniqueItems().And.OnlyContain(uid => uid.StartsWith("2.25.") && uid.Length <= 64).And.Equal(Run());
    }
}
