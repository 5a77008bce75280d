namespace StoreScp.Emulator.Tests;

/// <summary>Part 10 files with whatever elements a test wants.</summary>
internal static class InstanceFiles
{
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    public const string JpegBaseline = "1.2.840.10008.1.2.4.50";

    public static byte[] Part10(DataSetBytes dataSet, string transferSyntax = Synthetic.ExplicitVRLittleEndian)
    {
        byte[] meta = new DataSetBytes()
            .Element(0x00020001, "OB", [0, 1])
            .Text(0x00020002, "UI", SecondaryCapture)
            .Text(0x00020003, "UI", "2.25.1")
            .Text(0x00020010, "UI", transferSyntax)
            .ToArray();
        return [.. new byte[128], .. "DICM"u8, .. new DataSetBytes().UInt32(0x00020000, "UL", (uint)meta.Length).ToArray(), .. meta, .. dataSet.ToArray()];
    }

    /// <summary>The elements that every import needs; the others in the order of their tags, where they belong.</summary>
    public static DataSetBytes DataSet(
        string sopInstance = "2.25.3", string study = "2.25.10", string series = "2.25.20", string patientName = "NOBODY^SYNTHETIC",
        string patientId = "SYN0001", string studyDescription = "TEST", string seriesDescription = "TEST", Action<DataSetBytes>? trailing = null)
    {
        DataSetBytes data = new DataSetBytes()
            .Text(0x00080016, "UI", SecondaryCapture)
            .Text(0x00080018, "UI", sopInstance)
            .Text(0x00080020, "DA", "20240229")
            .Text(0x00080050, "SH", "")
            .Text(0x00080060, "CS", "OT")
            .Text(0x00081030, "LO", studyDescription)
            .Text(0x0008103E, "LO", seriesDescription)
            .Text(0x00100010, "PN", patientName)
            .Text(0x00100020, "LO", patientId)
            .Text(0x0020000D, "UI", study)
            .Text(0x0020000E, "UI", series)
            .Text(0x00200011, "IS", "1");
        trailing?.Invoke(data);
        return data;
    }

    public static byte[] Instance(string sopInstance = "2.25.3", string patientId = "SYN0001", string series = "2.25.20", string seriesDescription = "TEST", string study = "2.25.10") =>
        Part10(DataSet(sopInstance, study, series, patientId: patientId, seriesDescription: seriesDescription));

    /// <summary>Elements of an image of 2 × 2 pixels of 8 bits.</summary>
    public static DataSetBytes SmallImage(this DataSetBytes data, int frames) => data
        .UInt16(0x00280002, "US", 1)
        .Text(0x00280004, "CS", "MONOCHROME2")
        .Text(0x00280008, "IS", $"{frames}")
        .UInt16(0x00280010, "US", 2)
        .UInt16(0x00280011, "US", 2)
        .UInt16(0x00280100, "US", 8)
        .UInt16(0x00280101, "US", 8)
        .UInt16(0x00280102, "US", 7)
        .UInt16(0x00280103, "US", 0);

    /// <summary>Encapsulated Pixel Data with a Basic Offset Table of these values.</summary>
    public static DataSetBytes PixelItems(this DataSetBytes data, uint[] offsets, params byte[][] fragments)
    {
        data.Header(0x7FE00010, "OB", DataSetBytes.Undefined).BeginItem((uint)offsets.Length * 4);
        foreach (uint offset in offsets) data.Raw(BitConverter.GetBytes(offset));
        foreach (byte[] fragment in fragments) data.BeginItem((uint)fragment.Length).Raw(fragment);
        return data.EndSequence();
    }
}
