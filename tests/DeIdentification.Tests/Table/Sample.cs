using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Table;

/// <summary>An element for a row of Table E.1-1, with a value that can be told from every other.</summary>
internal static class Sample
{
    public const string Secret = "IDENTVALUE";
    public const string Text = "chest IDENTVALUE";
    public const string UID = "1.2.3.4.5.6.7.8.9";
    public const string Date = "20010203";
    public const string DateTime = "20010203040506";

    public static DicomTag TagOf(ConfidentialityRow row) => row.Tag switch
    {
        ConfidentialityTable.PrivateAttributes => new(0x0019, 0x1001),
        ConfidentialityTable.CurveData => DicomTag.CurveDescription,
        _ => new(row.Tag),
    };

    public static DicomVR VROf(DicomTag tag) => tag.IsPrivate ? DicomVR.LO : DicomDictionary.VROf(tag);

    /// <summary>Adds the element of a row, and what it does not go without.</summary>
    public static void AddTo(DicomDataset dataSet, DicomTag tag)
    {
        DicomVR vr = VROf(tag);
        if (tag.IsPrivate && !tag.IsPrivateCreator) dataSet.Set(new DicomTag(tag.Group, (ushort)(tag.Element >> 8)), DicomVR.LO, "ACME 1.0");
        if ((tag.Group & 0xFF00) == 0x6000) dataSet.Set(new DicomTag(tag.Group, DicomTag.OverlayType.Element), DicomVR.CS, "R");
        if (vr == DicomVR.SQ)
        {
            var item = new DicomDataset();
            item.Set(DicomTag.ReferencedSOPInstanceUID, UID);
            item.Set(DicomTag.PatientID, Secret);
            item.Set(DicomTag.CodeMeaning, Text);
            dataSet.Set(tag, item);
            return;
        }
        dataSet.SetBytes(tag.Group == 0 ? StandIn(tag) : tag, vr, Value(vr));
    }

    /// <summary>Elements of group 0000 cannot be set: one of group 0003 is, whose encoded tag is changed.</summary>
    public static byte[] Encode(DicomDataset dataSet, DicomTag tag)
    {
        byte[] bytes = Flat.Write(dataSet);
        if (tag.Group != 0) return bytes;
        DicomTag standIn = StandIn(tag);
        int place = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[(byte)standIn.Group, 0, (byte)tag.Element, (byte)(tag.Element >> 8)]);
        if (place >= 0) bytes[place] = 0;
        return bytes;
    }

    private static DicomTag StandIn(DicomTag tag) => new(3, tag.Element);

    public static byte[] Value(DicomVR vr) => vr switch
    {
        DicomVR.UI => Encoding.ASCII.GetBytes(UID),
        DicomVR.DA => Encoding.ASCII.GetBytes(Date),
        DicomVR.TM => "040506"u8.ToArray(),
        DicomVR.DT => Encoding.ASCII.GetBytes(DateTime),
        DicomVR.AS => "077Y"u8.ToArray(),
        DicomVR.DS or DicomVR.IS => "123457"u8.ToArray(),
        DicomVR.US or DicomVR.SS => [0x39, 0x31],
        DicomVR.AE or DicomVR.CS => Encoding.ASCII.GetBytes(Secret),
        DicomVR.UR => "http://IDENTVALUE"u8.ToArray(),
        _ when vr.IsText() => Encoding.ASCII.GetBytes(Text),
        _ => Encoding.ASCII.GetBytes(Secret),
    };
}
