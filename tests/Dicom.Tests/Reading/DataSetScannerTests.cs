using StoreScp.Testing;

namespace StoreScp.Dicom.Tests;

public class DataSetScannerTests
{
    private static readonly DicomTransferSyntax Explicit = DicomTransferSyntax.ExplicitVRLittleEndian;
    private static readonly DicomTransferSyntax Implicit = DicomTransferSyntax.ImplicitVRLittleEndian;
    private static readonly DicomTransferSyntax BigEndian = DicomTransferSyntax.ExplicitVRBigEndian;

    public static TheoryData<string> Encodings => [Explicit.UID, Implicit.UID, BigEndian.UID];

    public static TheoryData<string, SequenceStyle> EncodingsAndStyles
    {
        get
        {
            var data = new TheoryData<string, SequenceStyle>();
            foreach (string uid in new[] { Explicit.UID, Implicit.UID, BigEndian.UID })
                foreach (SequenceStyle style in Enum.GetValues<SequenceStyle>()) data.Add(uid, style);
            return data;
        }
    }

    [Theory, MemberData(nameof(Encodings))]
    public void An_element_of_every_VR_is_found_with_its_length(string uid)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.FromUID(uid);
        DataSetBytes data = Encoder(syntax);
        DicomVR[] vrs = [.. Enum.GetValues<DicomVR>().Where(vr => vr is not (DicomVR.None or DicomVR.SQ))];
        for (ushort i = 0; i < vrs.Length; i++) data.Element(0x00091000u + i, vrs[i].ToString(), new byte[8]);
        DataSetScanner scanner = ScanInEverySplit(data.ToArray(), syntax);
        scanner.Elements.Length.Should().Be(vrs.Length);
        for (int i = 0; i < vrs.Length; i++)
        {
            scanner.Elements[i].VR.Should().Be(syntax.IsExplicitVR ? vrs[i] : DicomVR.UN);
            scanner.Elements[i].ValueLength.Should().Be(8);
            scanner.Elements[i].HeaderLength.Should().Be(syntax.IsExplicitVR && vrs[i].HasLongLength() ? (byte)12 : (byte)8);
        }
    }

    [Theory, MemberData(nameof(EncodingsAndStyles))]
    public void A_nested_sequence_in_every_length_style_is_one_element(string uid, SequenceStyle style)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.FromUID(uid);
        byte[] data = Encoder(syntax)
            .Sequence(0x00081140, style, item => item.Text(0x00081150, "UI", "1.2"), item => { }, item => item.Sequence(0x0040A170, style, inner => inner.Text(0x00080100, "SH", "A")))
            .Text(0x00100020, "LO", "ID")
            .ToArray();
        DataSetScanner scanner = ScanInEverySplit(data, syntax);
        scanner.Elements.Length.Should().Be(2);
        scanner.Elements[0].TotalLength.Should().Be(scanner.Elements[1].Offset);
        scanner.Elements[0].HasUndefinedLength.Should().Be(style is SequenceStyle.Undefined or SequenceStyle.UndefinedSequence);
    }

    [Theory, MemberData(nameof(Encodings))]
    public void UN_of_undefined_length_holds_items_in_implicit_VR_little_endian(string uid)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.FromUID(uid);
        byte[] data = Encoder(syntax)
            .Sequence(0x00091001, syntax.IsExplicitVR ? "UN" : "SQ", SequenceStyle.Undefined, item => item.Text(0x00080100, "SH", "CODE"))
            .Text(0x00100020, "LO", "ID")
            .ToArray();
        ScanInEverySplit(data, syntax).Elements.Length.Should().Be(2);
    }

    [Fact]
    public void It_stops_before_the_bulk_element_and_goes_on_to_the_trailer()
    {
        byte[] header = new DataSetBytes().Text(0x00100020, "LO", "ID").ToArray();
        byte[] data = [.. header, .. new DataSetBytes().Element(0x7FE00010, "OW", new byte[100]).Element(0xFFFCFFFC, "OB", new byte[6]).ToArray()];
        var scanner = new DataSetScanner(DicomReadLimits.Default);
        scanner.Reset(Explicit);
        scanner.Scan(data).Should().Be(header.Length);
        scanner.Stage.Should().Be(ScanStage.Bulk);
        scanner.HeaderLength.Should().Be(header.Length);
        scanner.BulkTag.Should().Be(DicomTag.PixelData);
        scanner.Elements.Length.Should().Be(1);
        scanner.Scan(data.AsSpan(header.Length)).Should().Be(data.Length - header.Length);
        scanner.Stage.Should().Be(ScanStage.Trailer);
        scanner.Complete();
        scanner.Elements.ToArray().Select(e => e.Tag.Group).Should().Equal(0x0010, 0x7FE0, 0xFFFC);
    }

    [Fact]
    public void A_bulk_tag_in_pieces_is_known_by_the_difference_of_position_and_header_length()
    {
        byte[] data = new DataSetBytes().Text(0x00100020, "LO", "ID").Element(0x7FE00010, "OW", new byte[4]).ToArray();
        var scanner = new DataSetScanner(DicomReadLimits.Default);
        scanner.Reset(Explicit);
        scanner.Scan(data.AsSpan(0, 13)).Should().Be(13);
        scanner.Stage.Should().Be(ScanStage.Header);
        scanner.Scan(data.AsSpan(13)).Should().Be(0);
        (scanner.Stage, scanner.Position - scanner.HeaderLength).Should().Be((ScanStage.Bulk, 3L));
        scanner.Scan(data.AsSpan(13)).Should().Be(data.Length - 13);
        scanner.Complete();
    }

    [Theory]
    [InlineData(0x7FE00008u, "OF")]
    [InlineData(0x7FE00009u, "OD")]
    [InlineData(0x7FE00010u, "OB")]
    [InlineData(0x00420011u, "OB")]
    public void Every_kind_of_bulk_ends_the_header(uint tag, string vr) =>
        Scanning.Scan(new DataSetBytes().Text(0x00080060, "CS", "CT").Element(tag, vr, new byte[16]).ToArray()).HeaderLength.Should().Be(10);

    [Fact]
    public void A_waveform_sequence_is_bulk_as_a_whole()
    {
        byte[] data = new DataSetBytes().Text(0x00080060, "CS", "ECG ")
            .Sequence(0x54000100, SequenceStyle.Undefined, item => item.Element(0x54001010, "OW", new byte[64])).ToArray();
        DataSetScanner scanner = ScanInEverySplit(data, Explicit);
        (scanner.BulkTag, scanner.HeaderLength).Should().Be((DicomTag.WaveformSequence, 12L));
    }

    [Fact]
    public void Pixel_data_in_an_icon_is_not_the_bulk_even_when_encapsulated()
    {
        byte[] data = new DataSetBytes()
            .Sequence(0x00880200, SequenceStyle.Undefined, icon => icon.UInt16(0x00280010, "US", 8).Fragments(0x7FE00010, "OB", new byte[20]))
            .Text(0x00400280, "ST", "BEHIND THE ICON")
            .Fragments(0x7FE00010, "OB", new byte[30], new byte[10])
            .ToArray();
        DataSetScanner scanner = ScanInEverySplit(data, Explicit);
        scanner.Elements.Length.Should().Be(3);
        scanner.HeaderLength.Should().Be(scanner.Elements[2].Offset);
    }

    [Fact]
    public void A_large_value_does_not_end_the_header()
    {
        SyntheticInstance instance = new Synthetic().WithPrivateBlockFirst();
        DataSetScanner scanner = Scanning.Scan(instance.DataSetToArray());
        scanner.HeaderLength.Should().Be(instance.HeaderLength).And.BeGreaterThan(1 << 20);
    }

    [Fact]
    public void What_identifies_the_patient_behind_the_pixels_is_in_the_trailer()
    {
        SyntheticInstance instance = new Synthetic().WithIdentityInTrailer();
        DataSetScanner scanner = Scanning.Scan(instance.DataSetToArray());
        scanner.Stage.Should().Be(ScanStage.Trailer);
        scanner.Elements[^2].Tag.Should().Be(DicomTag.DigitalSignaturesSequence);
    }

    [Fact]
    public void Delimiters_with_a_length_are_taken_as_delimiters()
    {
        byte[] data = new DataSetBytes().Header(0x00081140, "SQ", DataSetBytes.Undefined).BeginItem().Text(0x00081150, "UI", "1.2")
            .EndItem(4).EndSequence(8).Text(0x00100020, "LO", "ID").ToArray();
        ScanInEverySplit(data, Explicit).Elements.Length.Should().Be(2);
    }

    [Fact]
    public void An_item_that_ends_by_length_and_by_delimiter_is_tolerated()
    {
        byte[] item = new DataSetBytes().Text(0x00081150, "UI", "1.2").ToArray();
        byte[] data = new DataSetBytes().Header(0x00081140, "SQ", DataSetBytes.Undefined)
            .BeginItem((uint)item.Length).Raw(item).EndItem()
            .BeginItem((uint)item.Length + 8).Raw(item).EndItem()
            .EndSequence().Text(0x00100020, "LO", "ID").ToArray();
        ScanInEverySplit(data, Explicit).Elements.Length.Should().Be(2);
    }

    [Fact]
    public void An_implicit_item_in_an_explicit_data_set_is_read_and_the_other_way_round()
    {
        byte[] implicitItem = new DataSetBytes(isExplicit: false).Text(0x00080100, "SH", "CODE").Text(0x00080104, "LO", "MEANING").ToArray();
        byte[] explicitItem = new DataSetBytes().Text(0x00080100, "SH", "CODE").Text(0x00080104, "LO", "MEANING").ToArray();
        byte[] inExplicit = new DataSetBytes().Header(0x00081140, "SQ", (uint)implicitItem.Length + 8).BeginItem((uint)implicitItem.Length).Raw(implicitItem).ToArray();
        byte[] inImplicit = new DataSetBytes(isExplicit: false).Header(0x00081140, "SQ", (uint)explicitItem.Length + 8).BeginItem((uint)explicitItem.Length).Raw(explicitItem).ToArray();
        DicomDataset.Parse(inExplicit, Explicit).GetSequence(DicomTag.ReferencedImageSequence)![0][DicomTag.CodeMeaning].Should().Be("MEANING");
        DicomDataset.Parse(inImplicit, Implicit).GetSequence(DicomTag.ReferencedImageSequence)![0][DicomTag.CodeMeaning].Should().Be("MEANING");
    }

    [Theory]
    [InlineData("ZZ", 12)]
    [InlineData("??", 8)]
    [InlineData("  ", 8)]
    [InlineData("\0\0", 8)]
    [InlineData("us", 8)]
    public void Letters_that_are_no_VR_are_read_as_UN_with_a_length_field_that_depends_on_them(string letters, byte headerLength)
    {
        DataSetBytes data = new DataSetBytes().Raw(0x28, 0, 0x20, 1, (byte)letters[0], (byte)letters[1]);
        data = headerLength == 12 ? data.Raw(0, 0, 2, 0, 0, 0, 7, 7) : data.Raw(2, 0, 7, 7);
        ElementEntry entry = ScanInEverySplit(data.Text(0x00281050, "DS", "1").ToArray(), Explicit).Elements[0];
        (entry.VR, entry.HeaderLength, entry.ValueLength).Should().Be((DicomVR.UN, headerLength, 2u));
    }

    [Fact]
    public void Repeated_and_unsorted_tags_odd_lengths_and_group_lengths_are_kept_as_they_are()
    {
        byte[] data = new DataSetBytes().UInt32(0x00080000, "UL", 99).Text(0x00100020, "LO", "ID").Header(0x00080050, "SH", 3).Raw(65, 66, 67).Text(0x00100020, "LO", "ID").ToArray();
        ScanInEverySplit(data, Explicit).Elements.Length.Should().Be(4);
    }

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "ends 2 bytes before", new DataSetBytes().Header(0x00100020, "LO", 4).Raw(65, 66).ToArray() },
        { "into the header", [8, 0, 0x60, 0, (byte)'C'] },
        { "into the header", [8] },
        { "inside sequence", new DataSetBytes().Header(0x00081140, "SQ", DataSetBytes.Undefined).ToArray() },
        { "inside item", new DataSetBytes().Header(0x00081140, "SQ", DataSetBytes.Undefined).BeginItem().ToArray() },
        { "inside encapsulated value", new DataSetBytes().Header(0x7FE00010, "OB", DataSetBytes.Undefined).BeginItem(0).ToArray() },
        { "2 bytes beyond the item", new DataSetBytes().Header(0x00081140, "SQ", 18).BeginItem(10).Header(0x00080060, "CS", 4).Raw(new byte[4]).ToArray() },
        { "beyond the sequence", new DataSetBytes().Header(0x00081140, "SQ", 8).BeginItem(10).Header(0x00080060, "CS", 2).Raw(new byte[2]).ToArray() },
        { "where an item has to begin", new DataSetBytes().Header(0x00081140, "SQ", 10).Text(0x00080060, "CS", "CT").ToArray() },
        { "where an item has to begin", new DataSetBytes().Header(0x7FE00010, "OB", DataSetBytes.Undefined).Text(0x00080060, "CS", "CT").ToArray() },
        { "undefined length", new DataSetBytes().Header(0x00081190, "UR", DataSetBytes.Undefined).ToArray() },
        { "A fragment has undefined length", new DataSetBytes().Header(0x7FE00010, "OB", DataSetBytes.Undefined).BeginItem().ToArray() },
        { "does not belong", new DataSetBytes().Header(0x00081140, "SQ", DataSetBytes.Undefined).BeginItem().EndSequence().ToArray() },
        { "An item begins inside an item", new DataSetBytes().Header(0x00081140, "SQ", DataSetBytes.Undefined).BeginItem().BeginItem().ToArray() },
        { "Neither an item nor a delimiter", new DataSetBytes().Raw(0xFE, 0xFF, 1, 0, 0, 0, 0, 0).ToArray() },
        { "not two letters", new DataSetBytes().Raw(8, 0, 0x60, 0, 1, 2, 0, 0).ToArray() },
        { "not two letters", new DataSetBytes(isExplicit: false).Text(0x00080060, "CS", "CT").ToArray() },
    };

    [Theory, MemberData(nameof(Damaged))]
    public void Damage_is_named(string problem, byte[] data)
    {
        Action whole = () => Scanning.Scan(data);
        Action bytewise = () => Scanning.ScanAll(new DataSetScanner(DicomReadLimits.Default), Explicit, data, _ => 1);
        whole.Should().Throw<DicomDataException>().WithMessage($"*{problem}*");
        bytewise.Should().Throw<DicomDataException>().WithMessage($"*{problem}*");
    }

    public static TheoryData<uint, byte[]> Misplaced => new()
    {
        { 0x00100020, new DataSetBytes().Text(0x00080060, "CS", "CT").Text(0x00100020, "LO", "ID").ToArray()[..17] },
        { 0x00081140, new DataSetBytes().Header(0x00081140, "SQ", 20).BeginItem(10).Text(0x00080060, "CS", "CT").BeginItem(10).ToArray() },
        { 0x00081140, new DataSetBytes().Text(0x00080060, "CS", "CT").Header(0x00081140, "SQ", 12).BeginItem(0).EndSequence().ToArray() },
    };

    [Theory, MemberData(nameof(Misplaced))]
    public void The_element_at_fault_is_the_same_in_whatever_pieces_the_bytes_come(uint tag, byte[] data)
    {
        for (int length = 1; length <= data.Length; length++)
        {
            Action inPieces = () => Scanning.ScanAll(new DataSetScanner(DicomReadLimits.Default), Explicit, data, _ => length);
            inPieces.Should().Throw<DicomDataException>().Which.Tag!.Value.Value.Should().Be(tag, "in pieces of {0}", length);
        }
    }

    [Fact]
    public void A_data_set_that_ends_inside_a_tag_has_no_element_at_fault() =>
        new Action(() => Scanning.Scan([.. new DataSetBytes().Text(0x00080060, "CS", "CT").ToArray(), 0x10, 0])).Should().Throw<DicomDataException>().Which.Tag.Should().BeNull();

    [Fact]
    public void A_data_set_in_another_syntax_than_it_claims_is_refused_at_its_first_element()
    {
        DicomTransferSyntax[] syntaxes = [Explicit, Implicit, BigEndian];
        foreach (DicomTransferSyntax actual in syntaxes)
            foreach (DicomTransferSyntax claimed in syntaxes.Where(syntax => syntax != actual))
            {
                byte[] data = Encoder(actual).Text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2").ToArray();
                var scanner = new DataSetScanner(DicomReadLimits.Default);
                scanner.Reset(claimed);
                scanner.Invoking(s => s.Scan(data.AsSpan(0, 8))).Should().Throw<DicomDataException>($"{actual} is not {claimed}");
            }
    }

    [Fact]
    public void Sequences_nest_to_the_limit_and_no_deeper()
    {
        var limits = new DicomReadLimits { MaximumSequenceDepth = 3 };
        Scanning.Scan(Nested(3), limits: limits).Elements.Length.Should().Be(1);
        Action deeper = () => Scanning.Scan(Nested(4), limits: limits);
        deeper.Should().Throw<DicomDataException>().WithMessage("*MaximumSequenceDepth = 3*");
        Action bomb = () => Scanning.Scan(Nested(100_000));
        bomb.Should().Throw<DicomDataException>().WithMessage("*MaximumSequenceDepth = 64*");
    }

    [Fact]
    public void A_header_beyond_its_limit_is_refused_when_it_is_announced()
    {
        var limits = new DicomReadLimits { MaximumHeaderBytes = 1000 };
        var scanner = new DataSetScanner(limits);
        scanner.Reset(Explicit);
        Action announce = () => scanner.Scan(new DataSetBytes().Header(0x00091001, "OB", 2000).ToArray());
        announce.Should().Throw<DicomDataException>().WithMessage("*(0009,1001)*").WithMessage("*MaximumHeaderBytes = 1000*");
        Scanning.Scan(new DataSetBytes().Element(0x00091001, "OB", new byte[988]).Element(0x7FE00010, "OB", new byte[5000]).ToArray(), limits: limits)
            .HeaderLength.Should().Be(1000);
    }

    [Fact]
    public void A_trailer_beyond_its_limit_is_refused()
    {
        byte[] data = new DataSetBytes().Element(0x7FE00010, "OB", new byte[10]).Element(0xFFFCFFFC, "OB", new byte[500]).ToArray();
        Action scan = () => Scanning.Scan(data, limits: new DicomReadLimits { MaximumTrailerBytes = 100 });
        scan.Should().Throw<DicomDataException>().WithMessage("*MaximumTrailerBytes = 100*");
    }

    [Fact]
    public void More_elements_than_the_limits_are_refused()
    {
        DataSetBytes data = new();
        for (uint i = 0; i < 20; i++) data.Text(0x00091000 + i, "LO", "");
        byte[] nested = new DataSetBytes().Sequence(0x00081140, item => item.Raw(data.ToArray())).ToArray();
        Action all = () => Scanning.Scan(nested, limits: new DicomReadLimits { MaximumElementCount = 10 });
        Action top = () => Scanning.Scan(data.ToArray(), limits: new DicomReadLimits { MaximumTopLevelElementCount = 10 });
        all.Should().Throw<DicomDataException>().WithMessage("*MaximumElementCount = 10*");
        top.Should().Throw<DicomDataException>().WithMessage("*MaximumTopLevelElementCount = 10*");
    }

    [Fact]
    public void An_exception_never_carries_a_value()
    {
        byte[] data = new DataSetBytes().Text(0x00100010, "PN", "SECRET^NAME").Header(0x00100020, "LO", 100).ToArray();
        Action scan = () => Scanning.Scan(data);
        scan.Should().Throw<DicomDataException>().Where(e => !e.ToString().Contains("SECRET") && e.Tag == DicomTag.PatientID);
    }

    [Fact]
    public void Scanning_again_after_a_reset_allocates_nothing()
    {
        byte[] data = new Synthetic().CT().DataSetToArray();
        var scanner = new DataSetScanner(DicomReadLimits.Default);
        Scanning.ScanAll(scanner, Explicit, data, _ => int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            scanner.Reset(Explicit);
            int taken = scanner.Scan(data);
            scanner.Scan(data.AsSpan(taken));
            scanner.Complete();
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static byte[] Nested(int levels)
    {
        DataSetBytes data = new();
        for (int i = 0; i < levels; i++) data.Header(0x0040A730, "SQ", DataSetBytes.Undefined).BeginItem();
        for (int i = 0; i < levels; i++) data.EndItem().EndSequence();
        return data.ToArray();
    }

    private static DataSetBytes Encoder(DicomTransferSyntax syntax) => new(syntax.IsExplicitVR, !syntax.IsLittleEndian);

    /// <summary>Scans whole and split at every place, and demands the same elements.</summary>
    private static DataSetScanner ScanInEverySplit(byte[] data, DicomTransferSyntax syntax)
    {
        DataSetScanner whole = Scanning.Scan(data, syntax);
        var split = new DataSetScanner(DicomReadLimits.Default);
        for (int at = 1; at < data.Length; at++)
        {
            int place = at;
            Scanning.ScanAll(split, syntax, data, from => from < place ? place - from : int.MaxValue);
            split.Elements.ToArray().Should().Equal(whole.Elements.ToArray());
        }
        Scanning.ScanAll(split, syntax, data, _ => 1);
        split.Elements.ToArray().Should().Equal(whole.Elements.ToArray());
        (split.HeaderLength, split.BulkTag, split.Stage).Should().Be((whole.HeaderLength, whole.BulkTag, whole.Stage));
        return whole;
    }
}
