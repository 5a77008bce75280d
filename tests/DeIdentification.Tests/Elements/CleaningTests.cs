using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Elements;

public sealed class CleaningTests
{
    [Theory]
    [InlineData("CT Chest w/o contrast 5mm", "CT Chest w/o contrast 5mm")]
    [InlineData("MR brain of Nobody, T2 FLAIR ax", "MR brain of T2 FLAIR ax")]
    [InlineData("knee lt. call 555 1234 or +49301234567", "knee lt 555 or")]
    [InlineData("chest 12/03/1955 pa", "chest pa")]
    [InlineData("chest nobody@example.org", "chest")]
    [InlineData("SYN0001 abdomen", "abdomen")]
    [InlineData("Müller thorax", "thorax")]
    [InlineData("Nobody", null)]
    public void A_cleaned_description_keeps_its_safe_words(string description, string? cleaned)
    {
        DicomDataset instance = Instance().Set(DicomTag.SpecificCharacterSet, "ISO_IR 100").Set(DicomTag.StudyDescription, description);
        TestKeys.Deidentifier(ProfileOption.CleanDescriptors).Apply(instance);
        instance.GetString(DicomTag.StudyDescription).Should().Be(cleaned);
    }

    [Fact]
    public void A_safe_word_that_is_the_patients_name_goes()
    {
        DicomDataset instance = Instance().Set(DicomTag.PatientName, "Foot^Anna").Set(DicomTag.StudyDescription, "Foot left");
        TestKeys.Deidentifier(ProfileOption.CleanDescriptors).Apply(instance);
        instance.GetString(DicomTag.StudyDescription).Should().Be("left");
    }

    [Fact]
    public void A_name_that_was_copied_to_an_element_that_the_table_does_not_name_is_found_there()
    {
        DicomDataset instance = Instance().Set(DicomTag.Manufacturer, "NOBODY^SYNTHETIC").Set(DicomTag.RescaleType, "SYN0001 HU");
        TestKeys.Deidentifier().Apply(instance);
        instance.GetString(DicomTag.Manufacturer).Should().Be("REMOVED");
        instance.GetString(DicomTag.RescaleType).Should().Be("REMOVED", "no word of it is safe");
    }

    [Fact]
    public void A_UID_that_was_copied_to_an_element_that_the_table_does_not_name_is_replaced_there_too()
    {
        DicomDataset instance = Instance().Set(DicomTag.SOPInstanceUID, "1.2.3.4").Set(DicomTag.CodingSchemeUID, "1.2.3.4");
        TestKeys.Deidentifier().Apply(instance);
        instance.GetUID(DicomTag.CodingSchemeUID).Should().Be(instance.GetUID(DicomTag.SOPInstanceUID)).And.StartWith("2.25.");
    }

    [Fact]
    public void Elements_that_PS3_6_does_not_know_go()
    {
        DicomDataset instance = Instance().Set(new DicomTag(0x0018, 0x9FFE), DicomVR.LO, "NOBODY");
        TestKeys.Deidentifier(ProfileOption.RetainSafePrivate).Apply(instance);
        instance.Contains(new DicomTag(0x0018, 0x9FFE)).Should().BeFalse();
    }

    [Fact]
    public void Text_in_place_of_numbers_and_bytes_in_place_of_items_go()
    {
        DicomDataset instance = Instance().Set(DicomTag.Rows, DicomVR.LO, "Somebody");
        instance.SetBytes(DicomTag.DerivationCodeSequence, DicomVR.OB, "Somebody"u8.ToArray());
        instance.SetBytes(DicomTag.SharedFunctionalGroupsSequence, DicomVR.UN, "Somebody"u8.ToArray());
        TestKeys.Deidentifier().Apply(instance);
        System.Text.Encoding.Latin1.GetString(Flat.Write(instance)).Should().NotContain("Somebody");
    }

    [Fact]
    public void Of_the_types_that_PS3_3_gives_the_mildest_allowed_action_follows()
    {
        DicomDataset ct = Instance().Set(DicomTag.SOPClassUID, DicomUIDs.CTImageStorage).Set(DicomTag.InstitutionName, "CLINIC").Set(DicomTag.SeriesDate, "20240101").Set(DicomTag.ContentDate, "20240101");
        DicomDataset pet = Instance().Set(DicomTag.SOPClassUID, DicomUIDs.PositronEmissionTomographyImageStorage).Set(DicomTag.SeriesDate, "20240101");
        DicomDataset unknown = Instance().Set(DicomTag.SOPClassUID, "1.2.3").Set(DicomTag.InstitutionName, "CLINIC").Set(DicomTag.SeriesDate, "20240101");
        foreach (DicomDataset instance in new[] { ct, pet, unknown }) TestKeys.Deidentifier().Apply(instance);
        ct.Contains(DicomTag.InstitutionName).Should().BeFalse("Type 3");
        ct.Contains(DicomTag.SeriesDate).Should().BeFalse("Type 3");
        ct.GetBytes(DicomTag.ContentDate).IsEmpty.Should().BeTrue("Type 2C");
        pet.GetString(DicomTag.SeriesDate).Should().Be("19000101", "Type 1");
        unknown.GetString(DicomTag.InstitutionName).Should().Be("REMOVED");
    }

    [Fact]
    public void Repeated_elements_and_stray_items_hide_nothing()
    {
        byte[] bytes = new Testing.DataSetBytes()
            .Text(0x00100010, "PN", "FIRST^SOMEBODY").Text(0x00100010, "PN", "SECOND^SOMEBODY")
            .Sequence(0x00540016, item => item.Text(0x00100010, "PN", "THIRD^SOMEBODY"))
            .Sequence(0x00540016, item => item.Text(0x00180031, "LO", "Tracer"))
            .ToArray();
        DicomDataset instance = DicomDataset.Parse(bytes, DicomTransferSyntax.ExplicitVRLittleEndian);
        TestKeys.Deidentifier().Apply(instance);
        System.Text.Encoding.Latin1.GetString(Flat.Write(instance)).Should().NotContain("SOMEBODY").And.Contain("Tracer");
    }

    [Fact]
    public void Group_lengths_go()
    {
        byte[] bytes = new Testing.DataSetBytes().UInt32(0x00100000, "UL", 14).Text(0x00100040, "CS", "O").ToArray();
        DicomDataset instance = DicomDataset.Parse(bytes, DicomTransferSyntax.ExplicitVRLittleEndian);
        TestKeys.Deidentifier().Apply(instance);
        instance.Contains(new DicomTag(0x0010, 0)).Should().BeFalse();
    }

    [Fact]
    public void Sequences_in_UN_in_sequences_in_UN_end_at_a_depth()
    {
        byte[] content = new Testing.DataSetBytes(isExplicit: false).Text(0x00100010, "PN", "DEEP^SOMEBODY").ToArray();
        for (int depth = 0; depth < 3000; depth++)
        {
            byte[] inner = content;
            content = new Testing.DataSetBytes(isExplicit: false).Header(0x00540016, "SQ", (uint)inner.Length + 8).BeginItem((uint)inner.Length).Raw(inner).ToArray();
        }
        byte[] bytes = new Testing.DataSetBytes().Header(0x00540016, "UN", (uint)content.Length + 8).BeginItem((uint)content.Length).Raw(content).ToArray();
        DicomDataset instance = DicomDataset.Parse(bytes, DicomTransferSyntax.ExplicitVRLittleEndian);
        TestKeys.Deidentifier().Apply(instance);
        System.Text.Encoding.Latin1.GetString(Flat.Write(instance)).Should().NotContain("SOMEBODY");
    }

    private static DicomDataset Instance()
    {
        var instance = new DicomDataset();
        instance.Set(DicomTag.SOPClassUID, DicomUIDs.CTImageStorage);
        return instance.Set(DicomTag.PatientName, "NOBODY^SYNTHETIC").Set(DicomTag.PatientID, "SYN0001");
    }
}
