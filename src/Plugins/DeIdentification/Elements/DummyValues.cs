using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Values for action D: of non-zero length, as the VR wants them (PS3.5 §6.2), and the same for everybody.</summary>
internal static class DummyValues
{
    private static readonly ReadOnlyMemory<byte> Text = "REMOVED "u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Age = "000Y"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Date = "19000101"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Time = "000000"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> DateTime = "19000101000000"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Number = "0 "u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Uri = "urn:removed "u8.ToArray();
    private static readonly ReadOnlyMemory<byte> Zeros = new byte[8];

    /// <summary>The encoded value; of UI none, whose dummies are UIDs of the instance's own.</summary>
    public static ReadOnlyMemory<byte> Of(DicomVR vr) => vr switch
    {
        DicomVR.AS => Age,
        DicomVR.DA => Date,
        DicomVR.TM => Time,
        DicomVR.DT => DateTime,
        DicomVR.DS or DicomVR.IS => Number,
        DicomVR.UR => Uri,
        DicomVR.UI => default,
        _ when vr.IsText() => Text,
        _ => Zeros[..Math.Max(2, Math.Max(vr.FixedValueBytes(), vr.UnitBytes()))],
    };
}
