using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Keys;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Keys;

public sealed class ConsistencyTests
{
    private static readonly DicomTag[] UIDs = [DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID, DicomTag.FrameOfReferenceUID];

    [Fact]
    public void The_same_key_gives_the_same_identifiers_in_another_process_at_another_time()
    {
        DicomDataset first = Deidentify(Instance(), TestKeys.Pseudonyms);
        DicomDataset second = Deidentify(Instance(), new Pseudonyms(TestKeys.Key));
        Flat.Write(second).Should().Equal(Flat.Write(first));
    }

    [Fact]
    public void Another_key_gives_other_identifiers()
    {
        byte[] otherKey = [.. TestKeys.Key.Reverse()];
        DicomDataset first = Deidentify(Instance(), TestKeys.Pseudonyms);
        DicomDataset second = Deidentify(Instance(), new Pseudonyms(otherKey));
        foreach (DicomTag tag in UIDs.Append(DicomTag.PatientID).Append(DicomTag.AccessionNumber))
            second.GetString(tag).Should().NotBe(first.GetString(tag));
    }

    [Fact]
    public void References_between_instances_of_a_study_stay_references()
    {
        DicomDataset first = Instance();
        DicomDataset second = Instance().Set(DicomTag.SOPInstanceUID, "1.2.3.99");
        var item = new DicomDataset();
        item.Set(DicomTag.ReferencedSOPClassUID, DicomUIDs.CTImageStorage);
        item.Set(DicomTag.ReferencedSOPInstanceUID, "1.2.3.4");
        second.Set(DicomTag.SourceImageSequence, item);
        second.Set(DicomTag.SOPClassUID, DicomUIDs.EnhancedCTImageStorage);
        Deidentify(first, TestKeys.Pseudonyms);
        Deidentify(second, TestKeys.Pseudonyms);
        DicomDataset reference = second.GetSequence(DicomTag.SourceImageSequence)![0];
        reference.GetUID(DicomTag.ReferencedSOPInstanceUID).Should().Be(first.GetUID(DicomTag.SOPInstanceUID));
        reference.GetUID(DicomTag.ReferencedSOPClassUID).Should().Be(DicomUIDs.CTImageStorage);
        second.GetUID(DicomTag.StudyInstanceUID).Should().Be(first.GetUID(DicomTag.StudyInstanceUID));
    }

    [Fact]
    public void A_replaced_UID_is_valid_and_a_registered_one_stays()
    {
        DicomDataset instance = Instance().Set(DicomTag.FrameOfReferenceUID, "1.2.840.10008.1.4.1.1");
        Deidentify(instance, TestKeys.Pseudonyms);
        instance.GetUID(DicomTag.SOPInstanceUID).Should().MatchRegex(@"^2\.25\.(0|[1-9][0-9]{0,38})$");
        instance.GetUID(DicomTag.FrameOfReferenceUID).Should().Be("1.2.840.10008.1.4.1.1", "Talairach Brain Atlas is nobody's own");
        instance.GetUID(DicomTag.SOPClassUID).Should().Be(DicomUIDs.CTImageStorage);
    }

    [Fact]
    public void Dates_of_a_patient_go_back_by_the_same_days_and_intervals_stay()
    {
        DicomDataset first = Deidentify(Instance(), TestKeys.Pseudonyms, ProfileOption.RetainLongitudinalModifiedDates);
        DicomDataset later = Deidentify(Instance().Set(DicomTag.StudyDate, "20240329"), TestKeys.Pseudonyms, ProfileOption.RetainLongitudinalModifiedDates);
        DateOnly from = first.GetDate(DicomTag.StudyDate)!.Value;
        DateOnly to = later.GetDate(DicomTag.StudyDate)!.Value;
        (to.DayNumber - from.DayNumber).Should().Be(29);
        (new DateOnly(2024, 2, 29).DayNumber - from.DayNumber).Should().BeInRange(30, 3650);
        first.GetString(DicomTag.StudyTime).Should().Be("101112");
        first.GetString(DicomTag.LongitudinalTemporalInformationModified).Should().Be("MODIFIED");
    }

    [Fact]
    public void Two_patients_of_one_number_at_two_issuers_are_two_patients()
    {
        DicomDataset first = Deidentify(Instance().Set(DicomTag.IssuerOfPatientID, "A"), TestKeys.Pseudonyms);
        DicomDataset second = Deidentify(Instance().Set(DicomTag.IssuerOfPatientID, "B"), TestKeys.Pseudonyms);
        second.GetString(DicomTag.PatientID).Should().NotBe(first.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void Without_a_Patient_ID_the_study_agrees_with_itself()
    {
        DicomDataset first = Deidentify(Instance().SetEmpty(DicomTag.PatientID), TestKeys.Pseudonyms);
        DicomDataset second = Deidentify(Instance().SetEmpty(DicomTag.PatientID).Set(DicomTag.SOPInstanceUID, "1.2.9"), TestKeys.Pseudonyms);
        first.GetString(DicomTag.PatientID).Should().HaveLength(16).And.Be(second.GetString(DicomTag.PatientID));
    }

    [Fact]
    public void A_key_under_32_bytes_is_refused()
    {
        FluentActions.Invoking(() => new Pseudonyms(new byte[31])).Should().Throw<PluginSetupException>().WithMessage("*31 bytes*32*");
        FluentActions.Invoking(() => new Pseudonyms(new byte[32])).Should().NotThrow();
    }

    private static DicomDataset Deidentify(DicomDataset instance, Pseudonyms pseudonyms, params ProfileOption[] options)
    {
        new Deidentifier(new DeIdentificationSettings { KeySecret = "key", Options = options }, pseudonyms).Apply(instance);
        return instance;
    }

    private static DicomDataset Instance()
    {
        var instance = new DicomDataset();
        instance.Set(DicomTag.SOPClassUID, DicomUIDs.CTImageStorage).Set(DicomTag.SOPInstanceUID, "1.2.3.4");
        instance.Set(DicomTag.StudyDate, "20240229").Set(DicomTag.StudyTime, "101112").Set(DicomTag.AccessionNumber, "ACC0001");
        instance.Set(DicomTag.PatientName, "NOBODY^SYNTHETIC").Set(DicomTag.PatientID, "SYN0001");
        instance.Set(DicomTag.StudyInstanceUID, "1.2.3").Set(DicomTag.SeriesInstanceUID, "1.2.3.1").Set(DicomTag.FrameOfReferenceUID, "1.2.3.5");
        return instance;
    }
}
