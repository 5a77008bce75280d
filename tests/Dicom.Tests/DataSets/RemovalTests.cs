using StoreScp.Testing;

namespace StoreScp.Dicom.Tests;

public class RemovalTests
{
    [Fact]
    public void Removing_by_tag_takes_every_match_and_leaves_the_rest_as_it_was()
    {
        DicomDataset dataSet = Parse(new DataSetBytes().Text(0x00080060, "CS", "CT").Text(0x00100010, "PN", "A").Text(0x00100020, "LO", "B").Text(0x00200013, "IS", "1"));
        dataSet.RemoveAll(tag => tag.Group == 0x0010).Should().Be(2);
        dataSet.ToTagArray().Should().Equal(DicomTag.Modality, DicomTag.InstanceNumber);
        dataSet.IsModified.Should().BeTrue();
        dataSet.GetString(DicomTag.InstanceNumber).Should().Be("1");
    }

    [Fact]
    public void Removing_nothing_modifies_nothing()
    {
        DicomDataset dataSet = Parse(new DataSetBytes().Text(0x00080060, "CS", "CT"));
        dataSet.RemoveAll(_ => false).Should().Be(0);
        dataSet.RemoveRepeats().Should().Be(0);
        dataSet.IsModified.Should().BeFalse();
    }

    [Fact]
    public void Of_repeated_elements_the_last_is_left()
    {
        DicomDataset dataSet = Parse(new DataSetBytes().Text(0x00100020, "LO", "FIRST").Text(0x00080060, "CS", "CT").Text(0x00100020, "LO", "LAST"));
        dataSet.Count.Should().Be(3);
        dataSet.RemoveRepeats().Should().Be(1);
        dataSet.Count.Should().Be(2);
        dataSet.GetString(DicomTag.PatientID).Should().Be("LAST");
        dataSet.ToTagArray().Should().Equal(DicomTag.Modality, DicomTag.PatientID);
    }

    private static DicomDataset Parse(DataSetBytes bytes) => DicomDataset.Parse(bytes.ToArray(), DicomTransferSyntax.ExplicitVRLittleEndian);
}
