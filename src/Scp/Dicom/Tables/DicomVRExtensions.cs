using static StoreScp.Dicom.DicomVR;

namespace StoreScp.Dicom;

/// <summary>Properties of the value representations (PS3.5 Table 6.2-1 and §7.1.2).</summary>
public static class DicomVRExtensions
{
    const long LongestEven = 0xFFFF_FFFE;

    /// <summary>One of the VRs of PS3.5 Table 6.2-1.</summary>
    public static bool IsKnown(this DicomVR vr) => vr.Is16BitLength() || vr is OB or OD or OF or OL or OV or OW or SQ or SV or UC or UN or UR or UT or UV;

    /// <summary>
    /// In explicit VR data: two reserved bytes and a 32-bit length follow, instead of a 16-bit length. So it is with
    /// every VR but those of PS3.5 Table 7.1-2, those of the future among them.
    /// </summary>
    public static bool HasLongLength(this DicomVR vr) => vr != None && !vr.Is16BitLength();

    /// <summary>Bytes of one value of a binary VR, the unit of byte swapping; 1 for text, UN and SQ.</summary>
    public static int UnitBytes(this DicomVR vr) => vr switch
    {
        OW or SS or US or AT => 2, // AT: two 16-bit numbers (PS3.5 §7.3)
        FL or OF or OL or SL or UL => 4,
        FD or OD or OV or SV or UV => 8,
        _ => 1,
    };

    /// <summary>Bytes of one value of a VR whose values are all of one binary length, else 0.</summary>
    public static int FixedValueBytes(this DicomVR vr) => vr switch
    {
        SS or US => 2,
        AT or FL or SL or UL => 4,
        FD or SV or UV => 8,
        _ => 0,
    };

    /// <summary>A string of characters, UI and UR among them.</summary>
    public static bool IsText(this DicomVR vr) =>
        vr is AE or AS or CS or DA or DS or DT or IS or TM or UI or UR || vr.IsCharacterSetDependent();

    /// <summary>Encoded as Specific Character Set (0008,0005) says (PS3.5 §6.1.2.3).</summary>
    public static bool IsCharacterSetDependent(this DicomVR vr) => vr is LO or LT or PN or SH or ST or UC or UT;

    /// <summary>Text in which a backslash separates values (PS3.5 §6.4).</summary>
    public static bool IsMultiValued(this DicomVR vr) =>
        vr is AE or AS or CS or DA or DS or DT or IS or LO or PN or SH or TM or UC or UI;

    /// <summary>Longest value, in the unit of <see cref="MaximumLengthUnit"/>; of PN, one component group. 0: items, not limited.</summary>
    public static long MaximumLength(this DicomVR vr) => vr switch
    {
        AE or CS or DS or SH => 16,
        AS => 4,
        DA => 8,
        DT => 26,
        IS => 12,
        TM => 14,
        LO or PN or UI => 64,
        ST => 1024,
        LT => 10240,
        OF or OL => 0xFFFF_FFFC,
        OD or OV => 0xFFFF_FFF8,
        OB or OW or UC or UR or UT => LongestEven,
        UN => LongestEven,
        _ => vr.FixedValueBytes(),
    };

    /// <summary>What <see cref="MaximumLength"/> counts.</summary>
    public static DicomVRUnit MaximumLengthUnit(this DicomVR vr) =>
        vr is LO or LT or PN or SH or ST ? DicomVRUnit.Characters : DicomVRUnit.Bytes;

    /// <summary>What makes an odd value even: a space for text, zero for UI, OB and UN.</summary>
    public static byte PaddingByte(this DicomVR vr) => vr.IsText() && vr != UI ? (byte)' ' : (byte)0;

    /// <summary>Reads the two letters; false, with the letters as they are in <paramref name="vr"/>, when PS3.5 has no such VR.</summary>
    public static bool TryParse(ReadOnlySpan<byte> letters, out DicomVR vr)
    {
        vr = letters.Length >= 2 ? (DicomVR)(letters[0] | letters[1] << 8) : None;
        return vr.IsKnown();
    }

    /// <summary>Parses a VR from text like "PN".</summary>
    public static bool TryParse(ReadOnlySpan<char> letters, out DicomVR vr)
    {
        vr = letters is [<= 'Z' and var first, <= 'Z' and var second] ? (DicomVR)(first | second << 8) : None;
        return vr.IsKnown();
    }

    static bool Is16BitLength(this DicomVR vr) =>
        vr is AE or AS or AT or CS or DA or DS or DT or FL or FD or IS or LO or LT or PN or SH or SL or SS or ST or TM or UI or UL or US;
}
