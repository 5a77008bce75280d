using System.IO.Compression;

namespace StoreScp.Testing;

/// <summary>Instances of every size and shape, each with UIDs of its own; no patient ever existed.</summary>
public sealed class Synthetic(UidSource uids)
{
    public const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitVRLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitVRBigEndian = "1.2.840.10008.1.2.2";
    private const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    private const string MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";
    private const string EnhancedMRImageStorage = "1.2.840.10008.5.1.4.1.1.4.1";
    private const string MultiFrameGrayscaleByte = "1.2.840.10008.5.1.4.1.1.7.2";
    private const string RTStructureSetStorage = "1.2.840.10008.5.1.4.1.1.481.3";

    public Synthetic() : this(new UidSource()) { }

    /// <summary>UIDs of the study and series that the next instances belong to.</summary>
    public string StudyInstanceUID { get; set; } = uids.Next();

    public string SeriesInstanceUID { get; set; } = uids.Next();

    /// <summary>Begins another study.</summary>
    public Synthetic NewStudy()
    {
        StudyInstanceUID = uids.Next();
        SeriesInstanceUID = uids.Next();
        return this;
    }

    /// <summary>512 × 512 pixels of 16 bits: 526 KB, in any transfer syntax (encapsulated ones hold noise, no image).</summary>
    public SyntheticInstance CT(string transferSyntax = ExplicitVRLittleEndian) => Image(CTImageStorage, "CT", transferSyntax, 512, 512, 16, 1);

    /// <summary>256 × 256 pixels of 16 bits: 133 KB.</summary>
    public SyntheticInstance MR(string transferSyntax = ExplicitVRLittleEndian) => Image(MRImageStorage, "MR", transferSyntax, 256, 256, 16, 1);

    /// <summary>Frames of 512 × 512 bytes: 400 of them are 105 MB.</summary>
    public SyntheticInstance MultiFrame(int frames = 400, string transferSyntax = ExplicitVRLittleEndian) =>
        Image(MultiFrameGrayscaleByte, "OT", transferSyntax, 512, 512, 8, frames);

    /// <summary>Any image; <paramref name="extra"/> writes elements of its own in front of group 0010.</summary>
    public SyntheticInstance Image(
        string sopClass, string modality, string transferSyntax, ushort rows, ushort columns, ushort bits, int frames,
        Action<DataSetBytes>? extra = null, Action<DataSetBytes>? functionalGroups = null, Action<DataSetBytes>? trailer = null)
    {
        string instance = uids.Next();
        DataSetBytes header = Encoder(transferSyntax);
        WriteIdentity(header, sopClass, instance, modality, extra);
        header.Text(0x00200013, "IS", "1");
        WriteImage(header, rows, columns, bits, frames);
        functionalGroups?.Invoke(header);
        int headerLength = header.Length;

        long pixels = (long)rows * columns * (bits / 8) * frames;
        DataSetBytes end = Encoder(transferSyntax);
        if (IsEncapsulated(transferSyntax))
        {
            pixels = Math.Min(pixels / 4, int.MaxValue) & ~1L;
            header.Header(0x7FE00010, "OB", DataSetBytes.Undefined).BeginItem(0).BeginItem((uint)pixels);
            end.EndSequence();
        }
        else
        {
            header.Header(0x7FE00010, bits > 8 ? "OW" : "OB", (uint)pixels);
        }
        trailer?.Invoke(end);
        var made = new SyntheticInstance(
            sopClass, instance, StudyInstanceUID, SeriesInstanceUID, transferSyntax, header.ToArray(), pixels, end.ToArray(), headerLength);
        return transferSyntax == DeflatedExplicitVRLittleEndian ? Deflate(made) : made;
    }

    /// <summary>A private OB of 1 MiB in group 0009, before anything that identifies the patient.</summary>
    public SyntheticInstance WithPrivateBlockFirst(string transferSyntax = ExplicitVRLittleEndian) => Image(
        CTImageStorage, "CT", transferSyntax, 512, 512, 16, 1,
        extra: data => data.Text(0x00090010, "LO", "STORESCP TEST").Element(0x00091001, "OB", new byte[1 << 20]));

    /// <summary>Elements that identify the patient behind the Pixel Data.</summary>
    public SyntheticInstance WithIdentityInTrailer(string transferSyntax = ExplicitVRLittleEndian) => Image(
        CTImageStorage, "CT", transferSyntax, 64, 64, 16, 1,
        trailer: data => data.Sequence(0xFFFAFFFA, item => item.Text(0x00100010, "PN", "TRAILER^NAME")).Element(0xFFFCFFFC, "OB", new byte[126]));

    /// <summary>An RT Structure Set whose header is some 30 MB: regions of interest with contours of 6 KB each.</summary>
    public SyntheticInstance RTStruct(int regions = 20, int contoursPerRegion = 250, string transferSyntax = ExplicitVRLittleEndian)
    {
        string contour = string.Join('\\', Enumerable.Range(0, 750).Select(i => $"{i % 1000,7:F2}"));
        string instance = uids.Next();
        DataSetBytes data = Encoder(transferSyntax);
        WriteIdentity(data, RTStructureSetStorage, instance, "RTSTRUCT", null);
        var contours = new Action<DataSetBytes>[contoursPerRegion];
        Array.Fill(contours, item => item.Text(0x30060042, "CS", "CLOSED_PLANAR").Text(0x30060046, "IS", "250").Text(0x30060050, "DS", contour));
        var rois = new Action<DataSetBytes>[regions];
        Array.Fill(rois, item => item.Sequence(0x30060040, SequenceStyle.Undefined, contours).Text(0x30060084, "IS", "1"));
        data.Sequence(0x30060039, SequenceStyle.Undefined, rois);
        return new SyntheticInstance(
            RTStructureSetStorage, instance, StudyInstanceUID, SeriesInstanceUID, transferSyntax, data.ToArray(), 0, [], data.Length);
    }

    /// <summary>An Enhanced MR with functional groups for every frame; its frames are 16 × 16.</summary>
    public SyntheticInstance EnhancedMR(int frames = 10_000, string transferSyntax = ExplicitVRLittleEndian)
    {
        var perFrame = new Action<DataSetBytes>[frames];
        for (int i = 0; i < frames; i++)
        {
            uint position = (uint)i + 1;
            perFrame[i] = frame => frame
                .Sequence(0x00209111, content => content.UInt32(0x00209157, "UL", 1, position))
                .Sequence(0x00209113, plane => plane.Text(0x00200032, "DS", $"0\\0\\{position}"))
                .Sequence(0x00289110, pixels => pixels.Text(0x00180050, "DS", "1").Text(0x00280030, "DS", "1\\1"));
        }
        return Image(EnhancedMRImageStorage, "MR", transferSyntax, 16, 16, 16, frames, functionalGroups: data => data.Sequence(0x52009230, perFrame));
    }

    private static DataSetBytes Encoder(string transferSyntax) =>
        new(transferSyntax != ImplicitVRLittleEndian, transferSyntax == ExplicitVRBigEndian);

    private static bool IsEncapsulated(string transferSyntax) =>
        transferSyntax is not (ImplicitVRLittleEndian or ExplicitVRLittleEndian or ExplicitVRBigEndian or DeflatedExplicitVRLittleEndian);

    private void WriteIdentity(DataSetBytes data, string sopClass, string instance, string modality, Action<DataSetBytes>? extra)
    {
        data.Text(0x00080005, "CS", "ISO_IR 100")
            .Text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
            .Text(0x00080016, "UI", sopClass)
            .Text(0x00080018, "UI", instance)
            .Text(0x00080020, "DA", "20240229")
            .Text(0x00080030, "TM", "101112.131415")
            .Text(0x00080050, "SH", "ACC0001")
            .Text(0x00080060, "CS", modality)
            .Text(0x00080070, "LO", "STORESCP TEST")
            .Text(0x00080090, "PN", "REFERRING^NOBODY")
            .Sequence(0x00081140, item => item.Text(0x00081150, "UI", sopClass).Text(0x00081155, "UI", "2.25.2"));
        extra?.Invoke(data);
        data.Text(0x00100010, "PN", "NOBODY^SYNTHETIC")
            .Text(0x00100020, "LO", "SYN0001")
            .Text(0x00100030, "DA", "19700101")
            .Text(0x00100040, "CS", "O")
            .Text(0x0020000D, "UI", StudyInstanceUID)
            .Text(0x0020000E, "UI", SeriesInstanceUID)
            .Text(0x00200010, "SH", "1")
            .Text(0x00200011, "IS", "1");
    }

    private static void WriteImage(DataSetBytes data, ushort rows, ushort columns, ushort bits, int frames)
    {
        data.UInt16(0x00280002, "US", 1).Text(0x00280004, "CS", "MONOCHROME2");
        if (frames > 1) data.Text(0x00280008, "IS", frames.ToString());
        data.UInt16(0x00280010, "US", rows)
            .UInt16(0x00280011, "US", columns)
            .UInt16(0x00280100, "US", bits)
            .UInt16(0x00280101, "US", bits)
            .UInt16(0x00280102, "US", (ushort)(bits - 1))
            .UInt16(0x00280103, "US", 0);
    }

    private static SyntheticInstance Deflate(SyntheticInstance inflated)
    {
        var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(inflated.DataSetToArray());
        return inflated with { Prefix = deflated.ToArray(), BulkLength = 0, Suffix = [] };
    }
}
