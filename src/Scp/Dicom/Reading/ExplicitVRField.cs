namespace StoreScp.Dicom;

/// <summary>The two letters of an explicit VR and the width of the length field behind them (PS3.5 §7.1.2).</summary>
internal static class ExplicitVRField
{
    public const byte Short = 1;
    public const byte Long = 2;
    private static readonly byte[] KnownVRs = BuildKnownVRs();

    /// <summary>Whether the letters are one of the 34 VRs.</summary>
    public static bool IsKnown(byte first, byte second) => Kind(first, second) != 0;

    public static bool IsKnownWithShortLength(byte first, byte second) => Kind(first, second) == Short;

    public static bool IsKnownWithLongLength(byte first, byte second) => Kind(first, second) == Long;

    public static DicomVR VROf(byte first, byte second) => (DicomVR)(first | (second << 8));

    /// <summary>Two capital letters: a VR of an edition to come, which has a 32-bit length (PS3.5 §7.1.2).</summary>
    public static bool IsFutureVR(byte first, byte second) => IsCapital(first) && IsCapital(second);

    /// <summary>Letters that writers put where they know no VR, such as "??", blanks and NULs; their length field is 16 bits wide.</summary>
    public static bool IsPlaceholder(byte first, byte second) =>
        (IsPrintable(first) && IsPrintable(second)) || (first == 0 && second == 0);

    public static bool IsPrintable(byte value) => value is >= 0x20 and < 0x7F;

    private static bool IsCapital(byte value) => value is >= (byte)'A' and <= (byte)'Z';

    /// <summary><see cref="Short"/>, <see cref="Long"/>, or 0 for letters that are no VR.</summary>
    public static byte Kind(byte first, byte second)
    {
        int row = first - 'A';
        int column = second - 'A';
        return (uint)row < 26 && (uint)column < 26 ? KnownVRs[(row * 26) + column] : (byte)0;
    }

    private static byte[] BuildKnownVRs()
    {
        var known = new byte[26 * 26];
        foreach (DicomVR vr in Enum.GetValues<DicomVR>())
        {
            if (vr == DicomVR.None) continue;
            int row = ((ushort)vr & 0xFF) - 'A';
            int column = ((ushort)vr >> 8) - 'A';
            known[(row * 26) + column] = vr.HasLongLength() ? Long : Short;
        }
        return known;
    }
}
