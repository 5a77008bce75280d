using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Elements;

public sealed class OptionTests
{
    [Fact]
    public void Every_safe_private_attribute_stays_with_its_creator_and_nothing_else_private_does()
    {
        foreach ((string creator, ushort group, byte element, DicomVR vr) in SafePrivateTable.All.Where(row => row.VR is not (DicomVR.None or DicomVR.SQ)))
        {
            var instance = new DicomDataset();
            DicomTag kept = instance.AddPrivate(creator, group, element);
            byte[] value = vr.IsText() ? vr == DicomVR.UI ? "1.2.3 "u8.ToArray() : "12"u8.ToArray() : new byte[8];
            instance.SetBytes(kept, vr, value);
            DicomTag other = instance.AddPrivate("ACME 1.0", group, element);
            instance.Set(other, DicomVR.LO, "SOMEBODY");
            TestKeys.Deidentifier(ProfileOption.RetainSafePrivate).Apply(instance);
            instance.Contains(kept).Should().BeTrue($"{creator} {kept}");
            instance.CreatorOf(kept).Should().Be(creator);
            instance.Contains(other).Should().BeFalse();
            instance.FindPrivate("ACME 1.0", group, element).Should().BeNull();
        }
    }

    [Theory]
    [InlineData(DicomVR.SQ)]
    [InlineData(DicomVR.UN)]
    public void The_items_of_a_safe_private_sequence_are_de_identified(DicomVR vr)
    {
        var instance = new DicomDataset();
        DicomTag stack = instance.AddPrivate("Philips Imaging DD 001", 0x2001, 0x5F);
        byte[] item = new Testing.DataSetBytes(isExplicit: false).Text(0x00100010, "PN", "SOMEBODY").Text(0x00180031, "LO", "Tracer").ToArray();
        byte[] items = new Testing.DataSetBytes(isExplicit: false).BeginItem((uint)item.Length).Raw(item).ToArray();
        instance.SetBytes(stack, DicomVR.UN, items);
        if (vr == DicomVR.SQ)
        {
            instance.Remove(stack);
            instance.Set(stack, DicomDataset.Parse(item, DicomTransferSyntax.ImplicitVRLittleEndian));
        }
        TestKeys.Deidentifier(ProfileOption.RetainSafePrivate).Apply(instance);
        instance.GetSequence(stack)![0].GetString(DicomTag.Radiopharmaceutical).Should().Be("Tracer");
        System.Text.Encoding.Latin1.GetString(Flat.Write(instance)).Should().NotContain("SOMEBODY");
    }

    [Fact]
    public void A_safe_private_element_that_is_not_what_the_table_says_goes()
    {
        var instance = new DicomDataset();
        DicomTag speed = instance.AddPrivate("GEMS_ACQU_01", 0x0019, 0x23);
        instance.Set(speed, DicomVR.LO, "SOMEBODY");
        DicomTag scan = instance.AddPrivate("GEMS_ACQU_01", 0x0019, 0x24);
        instance.SetBytes(scan, DicomVR.DS, "SOMEBODY"u8.ToArray());
        TestKeys.Deidentifier(ProfileOption.RetainSafePrivate).Apply(instance);
        System.Text.Encoding.Latin1.GetString(Flat.Write(instance)).Should().NotContain("SOMEBODY").And.NotContain("GEMS_ACQU_01");
    }

    [Theory]
    [InlineData("121022", "TEXT", null)] // Accession Number: X
    [InlineData("121106", "TEXT", null)] // Comment: X without Clean Descriptors
    [InlineData("112347", "TEXT", "REMOVED")] // Component ID: D
    [InlineData("999999", "TEXT", "chest")] // not in the table
    public void A_content_item_is_treated_by_its_concept_name(string code, string type, string? expected)
    {
        DicomDataset report = Report(code, type, item => item.Set(DicomTag.TextValue, "chest SOMEBODY"));
        TestKeys.Deidentifier(ProfileOption.CleanStructuredContent).Apply(report);
        DicomSequence content = report.GetSequence(DicomTag.ContentSequence)!;
        content.Select(item => item.GetString(DicomTag.TextValue)).Should().Equal(expected is null ? [] : [expected]);
    }

    [Fact]
    public void Numbers_and_codes_of_a_report_stay_and_names_dates_and_references_do_not()
    {
        DicomDataset unit = new DicomDataset().Set(DicomTag.NumericValue, "12.5");
        DicomDataset report = Report("121206", "NUM", item => item.Set(DicomTag.MeasuredValueSequence, unit));
        DicomSequence content = report.GetSequence(DicomTag.ContentSequence)!;
        content.Add(Item("121008", "PNAME", item => item.Set(DicomTag.PersonName, "SOMEBODY")));
        content.Add(Item("111018", "DATE", item => item.Set(DicomTag.Date, "20240229")));
        content.Add(Item("112040", "UIDREF", item => item.Set(DicomTag.UID, "1.2.3.4.5")));
        TestKeys.Deidentifier(ProfileOption.CleanStructuredContent).Apply(report);
        content = report.GetSequence(DicomTag.ContentSequence)!;
        content.Should().HaveCount(4);
        content[0].GetSequence(DicomTag.MeasuredValueSequence)![0].GetString(DicomTag.NumericValue).Should().Be("12.5");
        content[1].GetString(DicomTag.PersonName).Should().Be("REMOVED");
        content[2].GetString(DicomTag.Date).Should().Be("19000101");
        content[3].GetUID(DicomTag.UID).Should().Be(TestKeys.Pseudonyms.UID("1.2.3.4.5"));
    }

    [Fact]
    public void The_table_of_concepts_is_that_of_2025e() => StructuredContentTable.All.Should().HaveCount(211);

    [Theory]
    [InlineData("R", true)]
    [InlineData("G", false)]
    public void An_overlay_stays_with_Clean_Graphics_only_if_it_marks_a_region(string type, bool stays)
    {
        DicomDataset instance = Overlay(type);
        TestKeys.Deidentifier(ProfileOption.CleanGraphics).Apply(instance);
        instance.Contains(DicomTag.OverlayData).Should().Be(stays);
        instance.Contains(DicomTag.OverlayRows).Should().Be(stays, "a plane without its data is no plane");
    }

    [Fact]
    public void Without_Clean_Graphics_no_overlay_stays()
    {
        DicomDataset instance = Overlay("R");
        TestKeys.Deidentifier().Apply(instance);
        instance.Should().NotContain(element => element.Tag.Group == 0x6000);
    }

    [Fact]
    public void The_method_says_which_options_were_used()
    {
        DicomDataset instance = Overlay("R");
        TestKeys.Deidentifier(ProfileOption.CleanDescriptors, ProfileOption.RetainLongitudinalFullDates).Apply(instance);
        instance.GetString(DicomTag.PatientIdentityRemoved).Should().Be("YES");
        instance.GetString(DicomTag.DeidentificationMethod).Should().StartWith("PS3.15 2025e");
        instance.GetString(DicomTag.LongitudinalTemporalInformationModified).Should().Be("UNMODIFIED");
        instance.GetSequence(DicomTag.DeidentificationMethodCodeSequence)!.Select(item => item.GetString(DicomTag.CodeValue))
            .Should().Equal("113100", "113105", "113106");
    }

    private static DicomDataset Overlay(string type)
    {
        var instance = new DicomDataset();
        instance.Set<ushort>(DicomTag.OverlayRows, 8).Set(DicomTag.OverlayType, type);
        return instance.SetBytes(DicomTag.OverlayData, DicomVR.OW, new byte[8]);
    }

    private static DicomDataset Report(string code, string type, Action<DicomDataset> value) =>
        new DicomDataset().Set(DicomTag.SOPClassUID, DicomUIDs.EnhancedSRStorage).Set(DicomTag.ContentSequence, Item(code, type, value));

    private static DicomDataset Item(string code, string type, Action<DicomDataset> value)
    {
        var name = new DicomDataset();
        name.Set(DicomTag.CodeValue, code).Set(DicomTag.CodingSchemeDesignator, "DCM").Set(DicomTag.CodeMeaning, "Concept");
        var item = new DicomDataset();
        item.Set(DicomTag.RelationshipType, "CONTAINS").Set(DicomTag.ValueType, type).Set(DicomTag.ConceptNameCodeSequence, name);
        value(item);
        return item;
    }
}
