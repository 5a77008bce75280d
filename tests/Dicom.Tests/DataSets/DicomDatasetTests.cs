using System.Buffers;
using StoreScp.Testing;

namespace StoreScp.Dicom.Tests;

public class DicomDatasetTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly DicomTransferSyntax Implicit = DicomTransferSyntax.ImplicitVRLittleEndian;

    public static TheoryData<string> Encodings => [Explicit.UID, Implicit.UID, DicomTransferSyntax.ExplicitVRBigEndian.UID];

    [Theory, MemberData(nameof(Encodings))]
    public void What_is_set_is_read_again_in_every_encoding(string uid)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.FromUID(uid);
        var made = new DicomDataset(syntax)
        {
            { DicomTag.SpecificCharacterSet, "ISO_IR 192" },
            { DicomTag.PatientName, "Müller^Jörg" },
            { DicomTag.ImageType, "ORIGINAL", "PRIMARY" },
            { DicomTag.Rows, 512 },
            { DicomTag.PixelSpacing, 0.5, 0.25 },
            { DicomTag.InstanceNumber, 7 },
            { DicomTag.ReferencedImageSequence, new DicomDataset { { DicomTag.ReferencedSOPInstanceUID, "1.2.3" }, { DicomTag.PatientComments, "größer" } } },
        };
        made.Set(DicomTag.StudyDate, new DateOnly(2024, 2, 29)).Set(DicomTag.StudyTime, new TimeOnly(10, 11, 12, 500));
        made.Set(DicomTag.AcquisitionDateTime, new DateTimeOffset(2024, 2, 29, 10, 11, 12, TimeSpan.FromHours(-5)));
        made.Set(DicomTag.FrameIncrementPointer, DicomTag.FrameTime);
        made.Set(new DicomTag(0x0018, 0x9073), 12.5);
        DicomDataset read = DicomDataset.Parse(Write(made), syntax);

        read["PatientName"].Should().Be("Müller^Jörg");
        read.GetStrings(DicomTag.ImageType).Should().Equal("ORIGINAL", "PRIMARY");
        read.GetInt32(DicomTag.Rows).Should().Be(512);
        read.GetNumbers<double>(DicomTag.PixelSpacing).Should().Equal(0.5, 0.25);
        read.GetInt32(DicomTag.InstanceNumber).Should().Be(7);
        read.GetDate(DicomTag.StudyDate).Should().Be(new DateOnly(2024, 2, 29));
        read.GetTime(DicomTag.StudyTime).Should().Be(new TimeOnly(10, 11, 12, 500));
        read.GetDateTime(DicomTag.AcquisitionDateTime).Should().Be(new DateTimeOffset(2024, 2, 29, 10, 11, 12, TimeSpan.FromHours(-5)));
        read.GetTags(DicomTag.FrameIncrementPointer).Should().Equal(DicomTag.FrameTime);
        read.GetDouble(new DicomTag(0x0018, 0x9073)).Should().Be(12.5);
        DicomDataset item = read.GetSequence(DicomTag.ReferencedImageSequence)![0];
        item.GetUID(DicomTag.ReferencedSOPInstanceUID).Should().Be("1.2.3");
        item[DicomTag.PatientComments].Should().Be("größer");
        read.Select(element => element.Tag).Should().BeInAscendingOrder();
        made.WrittenLength.Should().Be(Write(made).Length);
    }

    [Fact]
    public void What_is_added_behind_a_stray_delimiter_is_found_again()
    {
        byte[] bytes = new DataSetBytes().Text(0x00080060, "CS", "CT").EndItem().ToArray();
        DicomDataset dataSet = DicomDataset.Parse(bytes, Explicit);
        dataSet.Set(DicomTag.PatientID, "1").Set(DicomTag.AccessionNumber, "2").Set(DicomTag.StudyID, "3");

        dataSet.Contains(DicomTag.Modality).Should().BeTrue();
        dataSet["PatientID"].Should().Be("1");
        dataSet["AccessionNumber"].Should().Be("2");
        dataSet["StudyID"].Should().Be("3");
        dataSet.Select(element => element.Tag).Should().Equal(DicomTag.AccessionNumber, DicomTag.Modality, DicomTag.PatientID, DicomTag.StudyID);
    }

    [Theory]
    [InlineData(SequenceStyle.Defined)]
    [InlineData(SequenceStyle.UndefinedSequence)]
    [InlineData(SequenceStyle.UndefinedItems)]
    [InlineData(SequenceStyle.Undefined)]
    public void An_edit_deep_inside_rewrites_only_what_contains_it(SequenceStyle style)
    {
        byte[] Build(string code, uint groupLength) => new DataSetBytes()
            .UInt32(0x00080000, "UL", groupLength)
            .Text(0x00080050, "SH", "odd")
            .Sequence(0x00081140, style,
                item => item.Sequence(0x0040A170, style, inner => inner.Text(0x00080100, "SH", code).Text(0x00080104, "LO", "M")),
                item => item.Raw(8, 0, 0x60, 0, (byte)'?', (byte)'?', 1, 0, 65))
            .Text(0x00100020, "LO", "ID").ToArray();
        byte[] original = Build("AB", 1000);
        DicomDataset dataSet = DicomDataset.Parse(original, Explicit);
        DicomDataset inner = dataSet.GetSequence(DicomTag.ReferencedImageSequence)![0].GetSequence(DicomTag.PurposeOfReferenceCodeSequence)![0];
        dataSet.IsModified.Should().BeFalse();
        inner[DicomTag.CodeValue] = "ABCDEF";
        dataSet.IsModified.Should().BeTrue();
        Write(dataSet).Should().Equal(Build("ABCDEF", 1004));
        inner.Remove(DicomTag.CodeMeaning);
        dataSet.WrittenLength.Should().Be(original.Length + 4 - 10);
        inner.Parent!.Owner!.Parent!.Owner.Should().BeSameAs(dataSet);
    }

    [Fact]
    public void Removing_and_adding_corrects_the_group_length_by_what_changed()
    {
        DicomDataset dataSet = DicomDataset.Parse(new DataSetBytes().UInt32(0x00100000, "UL", 26).Text(0x00100010, "PN", "A^B ")
            .Text(0x00100020, "LO", "ABCDEF").UInt32(0x00180000, "UL", 5).Text(0x00180050, "DS", "1 ").ToArray(), Explicit);
        dataSet.Remove(DicomTag.PatientID).Should().BeTrue();
        dataSet.Remove(DicomTag.PatientID).Should().BeFalse();
        dataSet[DicomTag.PatientSex] = "O";
        DicomDataset read = DicomDataset.Parse(Write(dataSet), Explicit);
        read.GetInt32(new DicomTag(0x0010, 0)).Should().Be(22);
        read.GetInt32(new DicomTag(0x0018, 0)).Should().Be(5, "its group was not touched");
    }

    [Fact]
    public void Of_a_repeated_element_the_last_counts_and_setting_or_removing_takes_all()
    {
        byte[] bytes = new DataSetBytes().Text(0x00100020, "LO", "ONE ").Text(0x00080060, "CS", "CT").Text(0x00100020, "LO", "TWO ").ToArray();
        DicomDataset dataSet = DicomDataset.Parse(bytes, Explicit);
        dataSet[DicomTag.PatientID].Should().Be("TWO");
        dataSet[DicomTag.PatientID] = "NEW";
        Write(dataSet).Should().Equal(new DataSetBytes().Text(0x00080060, "CS", "CT").Text(0x00100020, "LO", "NEW ").ToArray());
        DicomDataset other = DicomDataset.Parse(bytes, Explicit);
        other.Remove(DicomTag.PatientID);
        Write(other).Should().Equal(new DataSetBytes().Text(0x00080060, "CS", "CT").ToArray());
    }

    [Fact]
    public void Signed_or_unsigned_is_decided_by_the_pixel_representation_around()
    {
        byte[] Build(ushort representation) => new DataSetBytes(isExplicit: false).UInt16(0x00280103, "US", representation).UInt16(0x00280120, "US", 0xFFFE)
            .Sequence(0x00283010, item => item.UInt16(0x00280120, "US", 0xFFFF)).ToArray();
        DicomDataset signed = DicomDataset.Parse(Build(1), Implicit);
        signed.GetInt32(DicomTag.PixelPaddingValue).Should().Be(-2);
        signed.GetVR(DicomTag.PixelPaddingValue).Should().Be(DicomVR.SS);
        signed.GetSequence(DicomTag.VOILUTSequence)![0].GetInt32(DicomTag.PixelPaddingValue).Should().Be(-1);
        DicomDataset.Parse(Build(0), Implicit).GetInt32(DicomTag.PixelPaddingValue).Should().Be(0xFFFE);
    }

    [Fact]
    public void UN_of_a_known_element_is_read_by_the_dictionary_and_written_back_as_UN()
    {
        byte[] item = new DataSetBytes(isExplicit: false).Text(0x00080100, "SH", "CODE").ToArray();
        byte[] sequence = new DataSetBytes().BeginItem((uint)item.Length).Raw(item).ToArray();
        byte[] bytes = new DataSetBytes().Element(0x00081140, "UN", sequence).Text(0x00100010, "UN", "A^B ").Element(0x00280010, "UN", [0, 2]).ToArray();
        DicomDataset dataSet = DicomDataset.Parse(bytes, Explicit);
        dataSet.GetPersonName(DicomTag.PatientName)!.Alphabetic.GivenName.Should().Be("B");
        dataSet.GetInt32(DicomTag.Rows).Should().Be(512);
        DicomDataset inner = dataSet.GetSequence(DicomTag.ReferencedImageSequence)!.Single();
        inner[DicomTag.CodeValue].Should().Be("CODE");
        Write(dataSet).Should().Equal(bytes);
        inner[DicomTag.CodeValue] = "LONGER";
        DicomDataset read = DicomDataset.Parse(Write(dataSet), Explicit);
        read.GetSequence(DicomTag.ReferencedImageSequence)![0][DicomTag.CodeValue].Should().Be("LONGER");
        read.GetSequence(DicomTag.ReferencedImageSequence)![0].IsExplicitVR.Should().BeFalse();
    }

    [Fact]
    public void Private_elements_are_found_by_their_creator_and_blocks_are_reserved()
    {
        DicomDataset dataSet = DicomDataset.Parse(new DataSetBytes().Text(0x00290010, "LO", "ACME").Text(0x00290011, "LO", "OTHER ")
            .Text(0x00291101, "LO", "THEIRS").ToArray(), Explicit);
        dataSet.FindPrivate("OTHER", 0x0029, 0x01).Should().Be(new DicomTag(0x0029, 0x1101));
        dataSet.FindPrivate("NOBODY", 0x0029, 0x01).Should().BeNull();
        dataSet.CreatorOf(new DicomTag(0x0029, 0x1101)).Should().Be("OTHER");
        DicomTag mine = dataSet.AddPrivate("NEW ONE", 0x0029, 0x05);
        mine.Should().Be(new DicomTag(0x0029, 0x1205));
        dataSet.AddPrivate("NEW ONE", 0x0029, 0x06).Should().Be(new DicomTag(0x0029, 0x1206));
        dataSet.Set(mine, DicomVR.LO, "X");
        DicomDataset.Parse(Write(dataSet), Explicit)[mine].Should().Be("X");
        Action withoutVR = () => dataSet.Set(new DicomTag(0x0029, 0x1299), "X");
        withoutVR.Should().Throw<ArgumentException>().WithMessage("*state its VR*");
    }

    [Fact]
    public void Setting_the_character_set_encodes_text_anew_also_in_items_that_inherit_it()
    {
        DicomDataset dataSet = DicomDataset.Parse(new DataSetBytes().Text(0x00080005, "CS", "ISO_IR 100").Text(0x00100010, "PN", "Müller ")
            .Sequence(0x00101002, item => item.Text(0x00100020, "LO", "Öl"), item => item.Text(0x00080005, "CS", "ISO_IR 100").Text(0x00100020, "LO", "Öl")).ToArray(), Explicit);
        dataSet[DicomTag.SpecificCharacterSet] = "ISO_IR 192";
        DicomDataset read = DicomDataset.Parse(Write(dataSet), Explicit);
        read[DicomTag.PatientName].Should().Be("Müller");
        read.GetBytes(DicomTag.PatientName).Length.Should().Be(8);
        DicomSequence items = read.GetSequence(DicomTag.OtherPatientIDsSequence)!;
        items.Select(item => item[DicomTag.PatientID]).Should().Equal("Öl", "Öl");
        items.Select(item => item.GetBytes(DicomTag.PatientID).Length).Should().Equal(4, 2);
    }

    [Fact]
    public void Text_in_UN_of_a_known_element_follows_the_character_set()
    {
        DicomDataset dataSet = DicomDataset.Parse(new DataSetBytes().Text(0x00080005, "CS", "ISO_IR 100").Text(0x00100010, "UN", "Jörg").ToArray(), Explicit);
        dataSet[DicomTag.SpecificCharacterSet] = "ISO_IR 192";
        DicomDataset.Parse(Write(dataSet), Explicit)[DicomTag.PatientName].Should().Be("Jörg");
    }

    [Fact]
    public void A_data_set_made_from_nothing_declares_UTF_8_when_it_needs_it()
    {
        Write(new DicomDataset { { DicomTag.PatientName, "DOE" } }).Length.Should().Be(12);
        var made = new DicomDataset { { DicomTag.ReferencedImageSequence, new DicomDataset { { DicomTag.PatientName, "Jörg" } } } };
        DicomDataset read = DicomDataset.Parse(Write(made), Explicit);
        read[DicomTag.SpecificCharacterSet].Should().Be("ISO_IR 192");
        read.GetSequence(DicomTag.ReferencedImageSequence)![0][DicomTag.PatientName].Should().Be("Jörg");
    }

    [Fact]
    public void An_item_that_moves_keeps_its_text()
    {
        DicomDataset latin = DicomDataset.Parse(new DataSetBytes().Text(0x00080005, "CS", "ISO_IR 100")
            .Sequence(0x00081140, item => item.Text(0x00100010, "PN", "Jörg")).ToArray(), Explicit);
        DicomDataset item = latin.GetSequence(DicomTag.ReferencedImageSequence)![0];
        latin.GetSequence(DicomTag.ReferencedImageSequence)!.Clear();
        var utf8 = new DicomDataset { { DicomTag.SpecificCharacterSet, "ISO_IR 192" } };
        utf8.GetOrAddSequence(DicomTag.ReferencedImageSequence).Add(item);
        DicomDataset.Parse(Write(utf8), Explicit).GetSequence(DicomTag.ReferencedImageSequence)![0][DicomTag.PatientName].Should().Be("Jörg");
    }

    [Fact]
    public void Text_without_a_code_is_refused_and_changes_nothing()
    {
        DicomDataset dataSet = DicomDataset.Parse(new DataSetBytes().Text(0x00080005, "CS", "ISO_IR 100").Text(0x00100010, "PN", "Müller ").ToArray(), Explicit);
        dataSet.Invoking(d => d.Set(DicomTag.PatientName, "山田")).Should().Throw<CharacterSetException>();
        dataSet.Invoking(d => d.Set(DicomTag.SpecificCharacterSet, "ISO_IR 144")).Should().Throw<CharacterSetException>();
        dataSet.IsModified.Should().BeFalse();
    }

    [Fact]
    public void An_item_takes_on_the_encoding_of_the_sequence_it_is_added_to()
    {
        DicomDataset item = DicomDataset.Parse(new DataSetBytes().UInt16(0x00280010, "US", 258).Element(0x00091001, "OB", [1, 2])
            .Sequence(0x00081140, SequenceStyle.Undefined, inner => inner.UInt32(0x00189219, "UL", 66051)).ToArray(), Explicit);
        var bigEndian = new DicomDataset(DicomTransferSyntax.ExplicitVRBigEndian);
        bigEndian.GetOrAddSequence(DicomTag.ReferencedSeriesSequence).Add(item);
        DicomDataset read = DicomDataset.Parse(Write(bigEndian), DicomTransferSyntax.ExplicitVRBigEndian).GetSequence(DicomTag.ReferencedSeriesSequence)![0];
        read.GetInt32(DicomTag.Rows).Should().Be(258);
        read.GetSequence(DicomTag.ReferencedImageSequence)![0].GetInt32(new DicomTag(0x0018, 0x9219)).Should().Be(66051);
    }

    [Fact]
    public void A_data_set_cannot_become_an_item_of_itself_or_of_two_sequences()
    {
        var outer = new DicomDataset();
        var inner = new DicomDataset();
        outer.GetOrAddSequence(DicomTag.ReferencedImageSequence).Add(inner);
        inner.Invoking(i => i.GetOrAddSequence(DicomTag.ReferencedImageSequence).Add(outer)).Should().Throw<InvalidOperationException>();
        outer.Invoking(o => o.GetOrAddSequence(DicomTag.ReferencedSeriesSequence).Add(inner)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Absent_empty_and_unreadable_values_are_null()
    {
        DicomDataset dataSet = DicomDataset.Parse(new DataSetBytes().Text(0x00080020, "DA", "").Text(0x00080030, "TM", "25").Text(0x00200013, "IS", "1.5 ")
            .UInt32(0x00189219, "UL", uint.MaxValue).Text(0x00280030, "DS", "1\\x").Text(0x00100010, "PN", "  ").ToArray(), Explicit);
        dataSet.GetDate(DicomTag.StudyDate).Should().BeNull();
        dataSet.GetTime(DicomTag.StudyTime).Should().BeNull();
        dataSet.GetInt32(DicomTag.InstanceNumber).Should().BeNull();
        dataSet.GetDouble(DicomTag.InstanceNumber).Should().Be(1.5);
        dataSet.GetInt32(new DicomTag(0x0018, 0x9219)).Should().BeNull();
        dataSet.GetInt64(new DicomTag(0x0018, 0x9219)).Should().Be(uint.MaxValue);
        dataSet.GetNumbers<double>(DicomTag.PixelSpacing).Should().BeEmpty();
        dataSet.GetString(DicomTag.PatientName).Should().BeNull();
        dataSet.GetString(DicomTag.PatientID, "none").Should().Be("none");
        dataSet.GetSequence(DicomTag.PatientName).Should().BeNull();
        dataSet.GetInt32(DicomTag.Rows).Should().BeNull();
    }

    [Theory]
    [InlineData("1.2.840 ", "1.2.840")]
    [InlineData("1.2.840.1\0", "1.2.840.1")]
    [InlineData("1.2.840\0\0\0", "1.2.840")]
    public void A_UID_is_read_without_whatever_pads_it(string value, string uid) =>
        DicomDataset.Parse(new DataSetBytes().Text(0x00080018, "UI", value).ToArray(), Explicit).GetUID(DicomTag.SOPInstanceUID).Should().Be(uid);

    [Fact]
    public void Names_in_three_writings_are_taken_apart_and_put_together()
    {
        PersonName name = PersonName.Parse("Yamada^Tarou=山田^太郎=やまだ^たろう");
        name.Ideographic!.FamilyName.Should().Be("山田");
        name.Phonetic!.GivenName.Should().Be("たろう");
        name.ToString().Should().Be("Yamada^Tarou=山田^太郎=やまだ^たろう");
        PersonName.Parse("A^B^C^D^E").Alphabetic.Suffix.Should().Be("E");
        new PersonName(new PersonNameComponents("DOE", "JANE")).ToString().Should().Be("DOE^JANE");
    }

    [Theory]
    [InlineData("20240229101112.123456+0130", 2024, 2, 29, 10, 11, 12, 90)]
    [InlineData("2024", 2024, 1, 1, 0, 0, 0, 0)]
    [InlineData("202402291011-0500", 2024, 2, 29, 10, 11, 0, -300)]
    public void Date_times_of_every_precision_are_read(string text, int year, int month, int day, int hour, int minute, int second, int offset)
    {
        DateTimeOffset moment = DicomDataset.Parse(new DataSetBytes().Text(0x0008002A, "DT", text).ToArray(), Explicit).GetDateTime(DicomTag.AcquisitionDateTime)!.Value;
        moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)).Should().Be(new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.FromMinutes(offset)));
    }

    [Fact]
    public void A_time_zone_of_the_data_set_holds_where_a_value_has_none() =>
        DicomDataset.Parse(new DataSetBytes().Text(0x00080020, "DA", "20240229").Text(0x00080030, "TM", "1011").Text(0x00080201, "SH", "+0200").ToArray(), Explicit)
            .GetDateTime(DicomTag.StudyDate, DicomTag.StudyTime).Should().Be(new DateTimeOffset(2024, 2, 29, 10, 11, 0, TimeSpan.FromHours(2)));

    [Fact]
    public void A_value_too_long_for_its_length_field_is_refused() =>
        new DicomDataset().Invoking(d => d.Set(DicomTag.PixelSpacing, new string('1', 65_535))).Should().Throw<ArgumentException>();

    [Fact]
    public void A_number_that_does_not_fit_is_refused() =>
        new DicomDataset().Invoking(d => d.Set(DicomTag.Rows, 70_000)).Should().Throw<ArgumentException>();

    [Fact]
    public void Values_are_slices_of_what_was_read()
    {
        byte[] bytes = new DataSetBytes().Element(0x00091001, "OB", new byte[1 << 20]).ToArray();
        DicomDataset dataSet = DicomDataset.Parse(bytes, Explicit);
        bytes[12] = 42;
        dataSet.GetBytes(new DicomTag(0x0009, 0x1001)).Span[0].Should().Be(42);
    }

    [Fact]
    public void One_contour_of_a_30_MB_structure_set_is_edited_without_reading_the_others()
    {
        SyntheticInstance instance = new Synthetic().RTStruct();
        byte[] bytes = instance.DataSetToArray();
        bytes.Length.Should().BeGreaterThan(28 << 20);
        DicomDataset dataSet = DicomDataset.Parse(bytes, Explicit);
        DicomDataset contour = dataSet.GetSequence(DicomTag.ROIContourSequence)![10].GetSequence(DicomTag.ContourSequence)![100];
        contour.GetNumbers<double>(DicomTag.ContourData).Length.Should().Be(750);
        contour[DicomTag.NumberOfContourPoints] = "1";
        byte[] written = Write(dataSet);
        written.Length.Should().Be(bytes.Length - 2);
        DicomDataset.Parse(written, Explicit).GetSequence(DicomTag.ROIContourSequence)![10].GetSequence(DicomTag.ContourSequence)![100]
            .GetInt32(DicomTag.NumberOfContourPoints).Should().Be(1);
    }

    [Fact]
    public void An_enhanced_image_of_10000_frames_opens_every_frame()
    {
        SyntheticInstance instance = new Synthetic().EnhancedMR();
        byte[] bytes = instance.DataSetToArray();
        DicomDataset dataSet = DicomDataset.Parse(bytes, Explicit);
        DicomSequence frames = dataSet.GetSequence(DicomTag.PerFrameFunctionalGroupsSequence)!;
        frames.Count.Should().Be(10_000);
        frames[9_999].GetSequence(DicomTag.FrameContentSequence)![0].GetNumbers<int>(DicomTag.DimensionIndexValues).Should().Equal(1, 10_000);
    }

    [Fact]
    public void A_sequence_of_100000_items_opens() =>
        DicomDataset.Parse(new DataSetBytes().Header(0x52009230, "SQ", 800_000).Raw(Items(100_000)).ToArray(), Explicit)
            .GetSequence(DicomTag.PerFrameFunctionalGroupsSequence)!.Count.Should().Be(100_000);

    [Fact]
    public void A_clone_is_edited_without_its_original()
    {
        DicomDataset original = DicomDataset.Parse(new DataSetBytes().Text(0x00080005, "CS", "ISO_IR 100")
            .Sequence(0x00081140, item => item.Text(0x00100010, "PN", "Jörg")).ToArray(), Explicit);
        DicomSequence items = original.GetSequence(DicomTag.ReferencedImageSequence)!;
        DicomDataset clone = items[0].Clone();
        clone[DicomTag.PatientID] = "NEW";
        original.IsModified.Should().BeFalse();
        items.Add(clone);
        items[1][DicomTag.PatientName].Should().Be("Jörg");
    }

    private static byte[] Items(int count)
    {
        DataSetBytes items = new();
        for (int i = 0; i < count; i++) items.BeginItem(0);
        return items.ToArray();
    }

    private static byte[] Write(DicomDataset dataSet)
    {
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }
}
