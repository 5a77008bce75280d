using System.Buffers;

namespace StoreScp.Dicom;

/// <summary>Padding of text values (PS3.5 §6.2).</summary>
internal static class ValueText
{
    private static readonly SearchValues<byte> Padding = SearchValues.Create(" \0"u8);

    public static bool IsBlank(ReadOnlySpan<byte> value) => value.IndexOfAnyExcept(Padding) < 0;

    /// <summary>Removes what is not significant: trailing spaces and NULs; leading spaces too, but in ST, LT, UT, UC, UR and PN.</summary>
    public static string Trim(string value, DicomVR vr)
    {
        string trimmed = value.TrimEnd(' ', '\0');
        return vr is DicomVR.ST or DicomVR.LT or DicomVR.UT or DicomVR.UC or DicomVR.UR or DicomVR.PN ? trimmed : trimmed.TrimStart(' ');
    }

    /// <summary>Makes a value even in length, as its VR wants it.</summary>
    public static ReadOnlyMemory<byte> Pad(ReadOnlyMemory<byte> value, DicomVR vr)
    {
        if (value.Length % 2 == 0) return value;
        var padded = new byte[value.Length + 1];
        value.CopyTo(padded);
        padded[^1] = vr.PaddingByte();
        return padded;
    }
}
