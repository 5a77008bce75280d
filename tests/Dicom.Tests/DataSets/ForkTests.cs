using System.Buffers;
using StoreScp.Testing;

namespace StoreScp.Dicom.Tests;

public class ForkTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly DicomTag Requests = DicomTag.RequestAttributesSequence;

    [Fact]
    public void A_fork_is_not_reached_by_later_edits_at_any_depth()
    {
        DicomDataset dataSet = Read();
        dataSet.GetSequence(Requests)![0][DicomTag.ScheduledProcedureStepID] = "EDITED BEFORE";
        byte[] before = Write(dataSet);
        DicomDataset fork = dataSet.Fork();

        dataSet[DicomTag.PatientID] = "OTHER";
        dataSet.Remove(DicomTag.StudyID);
        dataSet.GetSequence(Requests)![0][DicomTag.ScheduledProcedureStepID] = "EDITED AFTER";
        dataSet.GetSequence(Requests)![1].Remove(DicomTag.ScheduledProcedureStepID);
        dataSet.GetSequence(DicomTag.ReferencedImageSequence)!.Clear();

        Write(fork).Should().Equal(before);
        fork.GetSequence(Requests)![0][DicomTag.ScheduledProcedureStepID].Should().Be("EDITED BEFORE");
        fork[DicomTag.PatientName].Should().Be("Müller^Jörg", "it knows its character set");
    }

    [Fact]
    public void Edits_of_a_fork_do_not_reach_what_it_was_made_from()
    {
        DicomDataset dataSet = Read();
        byte[] before = Write(dataSet);

        DicomDataset fork = dataSet.Fork();
        fork[DicomTag.PatientID] = "OTHER";
        fork.GetSequence(Requests)![1][DicomTag.ScheduledProcedureStepID] = "OTHER";

        dataSet.IsModified.Should().BeFalse();
        Write(dataSet).Should().Equal(before);
        Write(fork).Should().NotEqual(before);
    }

    [Fact]
    public void A_fork_of_what_was_made_from_nothing_still_declares_its_character_set()
    {
        var made = new DicomDataset { { DicomTag.PatientName, "Müller^Jörg" } };

        DicomDataset.Parse(Write(made.Fork()), Explicit)[DicomTag.PatientName].Should().Be("Müller^Jörg");
    }

    [Fact]
    public void Nothing_differs_between_a_data_set_and_its_fork()
    {
        DicomDataset dataSet = Read();
        dataSet[DicomTag.PatientID] = "EDITED";
        dataSet.GetSequence(Requests)![0][DicomTag.ScheduledProcedureStepID] = "EDITED";

        DatasetDifferences.Between(dataSet.Fork(), dataSet).Should().BeEmpty();
    }

    [Fact]
    public void Differences_name_what_was_added_replaced_and_removed_at_every_depth()
    {
        DicomDataset dataSet = Read();
        DicomDataset before = dataSet.Fork();

        dataSet[DicomTag.PatientID] = "OTHER";
        dataSet[DicomTag.PatientComments] = "NEW";
        dataSet.Remove(DicomTag.StudyID);
        dataSet.GetSequence(Requests)![1][DicomTag.ScheduledProcedureStepID] = "OTHER";
        dataSet.GetSequence(DicomTag.ReferencedImageSequence)!.Add(new DicomDataset());

        DatasetDifferences.Between(before, dataSet).Select(difference => (difference.Path, difference.Change)).Should().BeEquivalentTo(
        [
            ("(0010,0020)", ElementChange.Replaced),
            ("(0010,4000)", ElementChange.Added),
            ("(0020,0010)", ElementChange.Removed),
            ("(0040,0275)[1].(0040,0009)", ElementChange.Replaced),
            ("(0008,1140)", ElementChange.Replaced),
        ]);
    }

    [Fact]
    public void Setting_the_value_that_is_there_is_no_difference()
    {
        DicomDataset dataSet = Read();
        DicomDataset before = dataSet.Fork();

        dataSet[DicomTag.PatientID] = dataSet[DicomTag.PatientID];
        dataSet.GetSequence(Requests)![0][DicomTag.ScheduledProcedureStepID] = "STEP1";

        DatasetDifferences.Between(before, dataSet).Should().BeEmpty();
    }

    [Fact]
    public void Data_sets_of_different_origin_are_compared_by_value()
    {
        DicomDataset other = Read();
        other[DicomTag.PatientID] = "OTHER";

        DatasetDifferences.Between(Read(), DicomDataset.Parse(Write(other), Explicit)).Should().ContainSingle()
            .Which.Should().Be(new ElementDifference("(0010,0020)", DicomTag.PatientID, ElementChange.Replaced));
    }

    [Fact]
    public void A_changed_VR_is_a_difference()
    {
        DicomDataset dataSet = Read();
        DicomDataset before = dataSet.Fork();
        dataSet.SetBytes(DicomTag.PatientID, DicomVR.SH, before.GetBytes(DicomTag.PatientID));

        DatasetDifferences.Between(before, dataSet).Should().ContainSingle().Which.Path.Should().Be("(0010,0020)");
    }

    [Fact]
    public void No_more_differences_are_listed_than_asked_for()
    {
        DicomDataset dataSet = Read();
        DatasetDifferences.Between(new DicomDataset(), dataSet, limit: 2).Should().HaveCount(2);
    }

    private static DicomDataset Read() => DicomDataset.Parse(
        Write(new DicomDataset
        {
            { DicomTag.SpecificCharacterSet, "ISO_IR 100" },
            { DicomTag.ReferencedImageSequence, new DicomDataset { { DicomTag.ReferencedSOPInstanceUID, "1.2.3" } } },
            { DicomTag.PatientName, "Müller^Jörg" },
            { DicomTag.PatientID, "P1" },
            { DicomTag.StudyID, "S1" },
            { Requests, new DicomDataset { { DicomTag.ScheduledProcedureStepID, "STEP1" } }, new DicomDataset { { DicomTag.ScheduledProcedureStepID, "STEP2" } } },
        }), Explicit);

    private static byte[] Write(DicomDataset dataSet)
    {
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }
}
