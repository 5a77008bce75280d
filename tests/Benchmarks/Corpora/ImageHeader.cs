namespace StoreScp.Benchmarks.Corpora;

/// <summary>The elements that every generated image has in common, group by group in tag order, with what a modality typically fills in.</summary>
public sealed class ImageHeader(ExplicitVRWriter writer, string modality, string sopClassUID)
{
    private readonly Random _random = new(20261123);

    public int SOPInstanceUIDOffset { get; private set; }

    public int StudyInstanceUIDOffset { get; private set; }

    public int SeriesInstanceUIDOffset { get; private set; }

    public void Identification(bool isMultiFrame)
    {
        writer.Text(0x00080005, "CS", "ISO_IR 100");
        writer.Text(0x00080008, "CS", @"ORIGINAL\PRIMARY\AXIAL");
        writer.Text(0x00080012, "DA", "20260314");
        writer.Text(0x00080013, "TM", "101502.331000");
        writer.Text(0x00080016, "UI", sopClassUID);
        SOPInstanceUIDOffset = writer.Text(0x00080018, "UI", InstanceUIDs.Placeholder);
        foreach (var (element, value) in new (uint, string)[] { (0x20, "20260314"), (0x21, "20260314"), (0x22, "20260314"), (0x23, "20260314") })
            writer.Text(0x00080000 | element, "DA", value);
        foreach (var element in new uint[] { 0x30, 0x31, 0x32, 0x33 })
            writer.Text(0x00080000 | element, "TM", "101459.120000");
        writer.Text(0x00080050, "SH", "BENCH0001");
        writer.Text(0x00080060, "CS", modality);
        writer.Text(0x00080070, "LO", "SYNTHETIC MEDICAL SYSTEMS");
        writer.Text(0x00080080, "LO", "BENCHMARK GENERAL HOSPITAL");
        writer.Text(0x00080081, "ST", "1 Loopback Road, Localhost");
        writer.Text(0x00080090, "PN", "REFERRING^GENERATED");
        writer.Text(0x00081010, "SH", modality + "WS01");
        writer.Text(0x00081030, "LO", "Generated abdomen with contrast");
        writer.Sequence(0x00081032, undefinedLength: false, item => Code(item, "GEN-ABD", "Generated abdomen"));
        writer.Text(0x0008103E, "LO", "Axial 2.5 mm standard");
        writer.Text(0x00081040, "LO", "Radiology");
        writer.Text(0x00081050, "PN", "PERFORMING^GENERATED");
        writer.Text(0x00081070, "PN", "OPERATOR^GENERATED");
        writer.Text(0x00081090, "LO", "Synthetic 64");
        writer.Sequence(0x00081110, undefinedLength: true, item => Reference(item, "1.2.840.10008.3.1.2.3.1", 1));
        writer.Sequence(0x00081111, undefinedLength: false, item => Reference(item, "1.2.840.10008.3.1.2.3.3", 2));
        if (!isMultiFrame)
            writer.Sequence(0x00081140, undefinedLength: true, item => Reference(item, sopClassUID, 3), item => Reference(item, sopClassUID, 4));
    }

    public void Patient()
    {
        writer.Text(0x00100010, "PN", "BENCHMARK^SYNTHETIC");
        writer.Text(0x00100020, "LO", "BENCH-000001");
        writer.Text(0x00100021, "LO", "BENCHMARK");
        writer.Text(0x00100030, "DA", "19700101");
        writer.Text(0x00100040, "CS", "O");
        writer.Text(0x00101010, "AS", "056Y");
        writer.Text(0x00101020, "DS", "1.75");
        writer.Text(0x00101030, "DS", "72");
        writer.Text(0x001021B0, "LT", "Generated for a benchmark; no person is described by this data set.");
        writer.Text(0x00104000, "LT", "None");
    }

    /// <summary>A block of private elements as scanners write them: small numbers, strings and one opaque value (PS3.5 §7.8.1).</summary>
    public void PrivateBlock(ushort group, string creator, int count)
    {
        writer.Text((uint)group << 16 | 0x10, "LO", creator);
        for (var i = 0; i < count; i++)
        {
            var tag = (uint)group << 16 | 0x1000 | (uint)i;
            switch (i % 6)
            {
                case 0: writer.UInt16(tag, (ushort)_random.Next(4096), "SS"); break;
                case 1: writer.UInt32(tag, (uint)_random.Next(), "SL"); break;
                case 2: writer.Text(tag, "DS", $"{_random.Next(100000) / 1000.0:F3}"); break;
                case 3: writer.Text(tag, "SH", $"PRM {_random.Next(1000):D4}"); break;
                case 4: writer.Text(tag, "LO", $"private protocol value {_random.Next(100000):D6}"); break;
                default: writer.Bytes(tag, "OB", RandomBytes(32 + 2 * _random.Next(32))); break;
            }
        }
    }

    public void StudyAndSeries()
    {
        StudyInstanceUIDOffset = writer.Text(0x0020000D, "UI", InstanceUIDs.Placeholder);
        SeriesInstanceUIDOffset = writer.Text(0x0020000E, "UI", InstanceUIDs.Placeholder);
        writer.Text(0x00200010, "SH", "4711");
        writer.Text(0x00200011, "IS", "2");
        writer.Text(0x00200012, "IS", "1");
        writer.Text(0x00200013, "IS", "42");
        writer.Text(0x00200032, "DS", @"-161.200000\-149.900000\1060.500000");
        writer.Text(0x00200037, "DS", @"1.000000\0.000000\0.000000\0.000000\1.000000\0.000000");
        writer.Text(0x00200052, "UI", InstanceUIDs.Series(999));
        writer.Text(0x00200060, "CS", "");
        writer.Text(0x00201040, "LO", "XY");
        writer.Text(0x00201041, "DS", "1060.500000");
    }

    public void PixelModule(ushort rows, ushort columns, int frames)
    {
        writer.UInt16(0x00280002, 1);
        writer.Text(0x00280004, "CS", "MONOCHROME2");
        if (frames > 1)
            writer.Text(0x00280008, "IS", $"{frames}");
        writer.UInt16(0x00280010, rows);
        writer.UInt16(0x00280011, columns);
        writer.Text(0x00280030, "DS", @"0.703125\0.703125");
        writer.UInt16(0x00280100, 16);
        writer.UInt16(0x00280101, 16);
        writer.UInt16(0x00280102, 15);
        writer.UInt16(0x00280103, 1);
        writer.UInt16(0x00280106, 0x8000, "SS");
        writer.UInt16(0x00280107, 0x7FFF, "SS");
        writer.Text(0x00281050, "DS", "40");
        writer.Text(0x00281051, "DS", "400");
        writer.Text(0x00281052, "DS", "-1024");
        writer.Text(0x00281053, "DS", "1");
        writer.Text(0x00281054, "LO", "HU");
    }

    public void Procedure()
    {
        writer.Text(0x00400244, "DA", "20260314");
        writer.Text(0x00400245, "TM", "101459.120000");
        writer.Text(0x00400253, "SH", "PPS0001");
        writer.Text(0x00400254, "LO", "Generated abdomen");
        writer.Sequence(0x00400260, undefinedLength: true, item => Code(item, "GEN-PROT", "Generated protocol"));
        writer.Sequence(0x00400275, undefinedLength: false, item =>
        {
            item.Text(0x00321060, "LO", "Generated abdomen with contrast");
            item.Text(0x00400007, "LO", "Abdomen");
            item.Sequence(0x00400008, undefinedLength: false, code => Code(code, "GEN-STEP", "Generated step"));
            item.Text(0x00400009, "SH", "SPS0001");
            item.Text(0x00401001, "SH", "RP0001");
        });
    }

    public byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static void Reference(ExplicitVRWriter item, string sopClassUID, long number)
    {
        item.Text(0x00081150, "UI", sopClassUID);
        item.Text(0x00081155, "UI", InstanceUIDs.Study(9000 + number));
    }

    private static void Code(ExplicitVRWriter item, string value, string meaning)
    {
        item.Text(0x00080100, "SH", value);
        item.Text(0x00080102, "SH", "99BENCH");
        item.Text(0x00080104, "LO", meaning);
    }
}
