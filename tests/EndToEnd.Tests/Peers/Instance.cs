using StoreScp.Testing.Running;

namespace StoreScp.Testing.Peers;

/// <summary>A synthetic image as it goes over the wire: nobody's, made from a number.</summary>
public sealed record Instance(string SOPClassUID, string SOPInstanceUID, string StudyInstanceUID, string SeriesInstanceUID, string TransferSyntaxUID, byte[] DataSet)
{
    private const uint ItemTag = 0xFFFE_E000, SequenceEnd = 0xFFFE_E0DD, PixelData = 0x7FE0_0010;

    public string Hash => Part10.HashOf(DataSet);

    public static Instance New(
        string transferSyntax = UIDs.ExplicitVRLittleEndian, string sopClass = UIDs.CTImageStorage, int rows = 16, int columns = 16,
        string? study = null, string? series = null, Random? random = null, string? patientID = null, Action<DataSet>? more = null)
    {
        random ??= Random.Shared;
        var (sopInstance, studyUID, seriesUID) = (UIDs.New(random), study ?? UIDs.New(random), series ?? UIDs.New(random));
        var pixels = new byte[rows * columns];
        random.NextBytes(pixels);
        var isExplicit = transferSyntax != UIDs.ImplicitVRLittleEndian;
        var dataSet = new DataSet(isExplicit, transferSyntax == UIDs.ExplicitVRBigEndian)
            .UID(0x0008_0016, sopClass).UID(0x0008_0018, sopInstance)
            .Text(0x0008_0020, "DA", "20260102").Text(0x0008_0030, "TM", "030405").Text(0x0008_0050, "SH", "")
            .Text(0x0008_0060, "CS", sopClass == UIDs.CTImageStorage ? "CT" : "OT").Text(0x0008_0090, "PN", "")
            .Text(0x0010_0010, "PN", "Synthetic^Nobody").Text(0x0010_0020, "LO", patientID ?? "TEST-" + random.Next(1_000_000))
            .Text(0x0010_0030, "DA", "").Text(0x0010_0040, "CS", "O")
            .UID(0x0020_000D, studyUID).UID(0x0020_000E, seriesUID)
            .Text(0x0020_0010, "SH", "1").Text(0x0020_0011, "IS", "1").Text(0x0020_0013, "IS", "1")
            .US(0x0028_0002, 1).Text(0x0028_0004, "CS", "MONOCHROME2").US(0x0028_0010, (ushort)rows).US(0x0028_0011, (ushort)columns)
            .US(0x0028_0100, 8).US(0x0028_0101, 8).US(0x0028_0102, 7).US(0x0028_0103, 0);
        more?.Invoke(dataSet);
        AddPixels(dataSet, transferSyntax, pixels);
        return new(sopClass, sopInstance, studyUID, seriesUID, transferSyntax,
            transferSyntax == UIDs.DeflatedExplicitVRLittleEndian ? dataSet.ToDeflatedBytes() : dataSet.ToBytes());
    }

    /// <summary>A Part 10 file (PS3.10 §7.1), as another sender would have it on disk.</summary>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        var meta = new DataSet().Add(0x0002_0001, "OB", [0, 1]).UID(0x0002_0002, SOPClassUID).UID(0x0002_0003, SOPInstanceUID)
            .UID(0x0002_0010, TransferSyntaxUID).UID(0x0002_0012, "2.25.1234567").ToBytes();
        var path = Path.Combine(folder, SOPInstanceUID + ".dcm");
        File.WriteAllBytes(path, Wire.Join(
            new byte[128], "DICM"u8.ToArray(), new DataSet().Add(0x0002_0000, "UL", BitConverter.GetBytes(meta.Length)).ToBytes(), meta, DataSet));
        return path;
    }

    private static void AddPixels(DataSet dataSet, string transferSyntax, byte[] pixels)
    {
        if (transferSyntax is UIDs.ImplicitVRLittleEndian or UIDs.ExplicitVRLittleEndian or UIDs.ExplicitVRBigEndian or UIDs.DeflatedExplicitVRLittleEndian)
            dataSet.Add(PixelData, transferSyntax == UIDs.ImplicitVRLittleEndian ? "OW" : "OB", pixels);
        else
            dataSet.AddOfLength(PixelData, "OB", 0xFFFF_FFFF, []).Item(ItemTag, 0)
                .Item(ItemTag, (uint)pixels.Length, pixels).Item(SequenceEnd, 0);
    }
}
