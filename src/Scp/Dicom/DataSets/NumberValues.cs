using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace StoreScp.Dicom;

/// <summary>Numbers of the binary VRs and of DS and IS (PS3.5 §6.2).</summary>
internal static class NumberValues
{
    private const NumberStyles DecimalStyle = NumberStyles.Float;

    /// <summary>Bytes of one number, or 0 when the VR holds none.</summary>
    public static int SizeOf(DicomVR vr) => vr switch
    {
        DicomVR.OB => 1,
        DicomVR.US or DicomVR.SS or DicomVR.OW => 2,
        DicomVR.UL or DicomVR.SL or DicomVR.FL or DicomVR.OF or DicomVR.OL or DicomVR.AT => 4,
        DicomVR.UV or DicomVR.SV or DicomVR.FD or DicomVR.OD or DicomVR.OV => 8,
        _ => 0,
    };

    /// <summary>Reads one number; false when it does not fit <typeparamref name="T"/>.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> bytes, DicomVR vr, bool isBigEndian, out T number) where T : struct, INumber<T>
    {
        ulong bits = SizeOf(vr) switch
        {
            1 => bytes[0],
            2 => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
        return vr switch
        {
            DicomVR.SS => TryConvert((short)bits, out number),
            DicomVR.SL => TryConvert((int)bits, out number),
            DicomVR.SV => TryConvert((long)bits, out number),
            DicomVR.FL or DicomVR.OF => TryConvert(BitConverter.UInt32BitsToSingle((uint)bits), out number),
            DicomVR.FD or DicomVR.OD => TryConvert(BitConverter.UInt64BitsToDouble(bits), out number),
            _ => TryConvert(bits, out number),
        };
    }

    /// <summary>Reads a DS or IS, padding allowed; false when it is none or does not fit <typeparamref name="T"/>.</summary>
    public static bool TryParse<T>(string text, out T number) where T : struct, INumber<T>
    {
        if (T.TryParse(text, DecimalStyle, CultureInfo.InvariantCulture, out number)) return true;
        return double.TryParse(text, DecimalStyle, CultureInfo.InvariantCulture, out double real) && TryConvert(real, out number);
    }

    /// <summary>The values of a numeric VR or AT as text; none for VRs of bytes.</summary>
    public static string[] AsText(ReadOnlySpan<byte> bytes, DicomVR vr, bool isBigEndian)
    {
        if (vr is DicomVR.OB or DicomVR.OW or DicomVR.OL or DicomVR.OV or DicomVR.OF or DicomVR.OD) return [];
        int size = SizeOf(vr);
        if (size == 0) return [];
        var values = new string[bytes.Length / size];
        for (int i = 0; i < values.Length; i++) values[i] = FormatOne(bytes.Slice(i * size, size), vr, isBigEndian);
        return values;
    }

    public static DicomTag ReadTag(ReadOnlySpan<byte> bytes, bool isBigEndian) => isBigEndian
        ? new(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
        : new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    /// <summary>Encodes numbers for a VR; false when one does not fit it.</summary>
    public static bool TryWrite<T>(ReadOnlySpan<T> numbers, DicomVR vr, bool isBigEndian, out byte[] bytes) where T : struct, INumber<T>
    {
        int size = SizeOf(vr);
        bytes = new byte[numbers.Length * size];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TryGetBits(numbers[i], vr, out ulong bits)) return false;
            Span<byte> target = bytes.AsSpan(i * size, size);
            for (int b = 0; b < size; b++) target[isBigEndian ? size - 1 - b : b] = (byte)(bits >> (8 * b));
        }
        return true;
    }

    private static string FormatOne(ReadOnlySpan<byte> bytes, DicomVR vr, bool isBigEndian)
    {
        switch (vr)
        {
            case DicomVR.AT:
                return ReadTag(bytes, isBigEndian).ToString();
            case DicomVR.FL:
                TryRead(bytes, vr, isBigEndian, out float single);
                return single.ToString(CultureInfo.InvariantCulture);
            case DicomVR.FD:
                TryRead(bytes, vr, isBigEndian, out double real);
                return real.ToString(CultureInfo.InvariantCulture);
            case DicomVR.UV:
                TryRead(bytes, vr, isBigEndian, out ulong unsigned);
                return unsigned.ToString(CultureInfo.InvariantCulture);
            default:
                TryRead(bytes, vr, isBigEndian, out long number);
                return number.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static bool TryGetBits<T>(T number, DicomVR vr, out ulong bits) where T : struct, INumber<T>
    {
        bits = 0;
        switch (vr)
        {
            case DicomVR.FL or DicomVR.OF:
                bits = BitConverter.SingleToUInt32Bits(float.CreateSaturating(number));
                return true;
            case DicomVR.FD or DicomVR.OD:
                bits = BitConverter.DoubleToUInt64Bits(double.CreateSaturating(number));
                return true;
            case DicomVR.SS:
                return TryConvert(number, out short s) && Keep((ulong)s, out bits);
            case DicomVR.SL:
                return TryConvert(number, out int l) && Keep((ulong)l, out bits);
            case DicomVR.SV:
                return TryConvert(number, out long v) && Keep((ulong)v, out bits);
            default:
                return TryConvert(number, out bits) && (SizeOf(vr) == 8 || bits >> (8 * SizeOf(vr)) == 0);
        }
    }

    private static bool Keep(ulong value, out ulong bits)
    {
        bits = value;
        return true;
    }

    /// <summary>Converts without loss of range, and to whole numbers without loss of a fraction.</summary>
    private static bool TryConvert<TFrom, TTo>(TFrom value, out TTo number)
        where TFrom : struct, INumber<TFrom> where TTo : struct, INumber<TTo>
    {
        number = default;
        bool toWhole = TTo.One / (TTo.One + TTo.One) == TTo.Zero;
        if (toWhole && !TFrom.IsInteger(value)) return false;
        if (!TFrom.IsFinite(value) && typeof(TTo) == typeof(decimal)) return false;
        try
        {
            number = TTo.CreateChecked(value);
            return true;
        }
        catch (OverflowException)
        {
            // What does not fit is the answer, not an error.
            return false;
        }
    }
}
