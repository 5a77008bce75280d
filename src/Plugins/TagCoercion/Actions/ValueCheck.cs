using System.Buffers;
using System.Globalization;
using StoreScp.Dicom;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Whether a text is a value of a VR (PS3.5 Table 6.2-1). What it says never holds the text.</summary>
internal static class ValueCheck
{
    private static readonly SearchValues<char> CodeString = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _");
    private static readonly SearchValues<char> DateTime = SearchValues.Create("0123456789.+-");

    /// <summary>One sentence, or null when the value fits. An empty one always does.</summary>
    public static string? FindMistake(DicomVR vr, string value)
    {
        if (value.Length == 0) return null;
        if (vr.IsMultiValued() && value.Contains('\\')) return $"a value of VR {vr} holds no backslash: it separates values, which are an array in a rule.";
        if (HasControl(vr, value)) return $"a value of VR {vr} holds no such control character.";
        if (vr.IsText() && Length(vr, value) > vr.MaximumLength() && vr is not (DicomVR.UC or DicomVR.UR or DicomVR.UT))
            return string.Create(CultureInfo.InvariantCulture, $"a value of VR {vr} has at most {vr.MaximumLength()} characters, not {Length(vr, value)}.");
        return IsOfForm(vr, value) ? null : $"it is no value of VR {vr} (PS3.5 Table 6.2-1).";
    }

    /// <summary>Characters; of a name, those of its longest component group.</summary>
    private static int Length(DicomVR vr, string value) => vr == DicomVR.PN ? value.Split('=').Max(group => group.Length) : value.Length;

    private static bool HasControl(DicomVR vr, string value)
    {
        bool isFreeText = vr is DicomVR.ST or DicomVR.LT or DicomVR.UT;
        foreach (char c in value)
            if (char.IsControl(c) && !(isFreeText && c is '\r' or '\n' or '\f' or '\t')) return true;
        return false;
    }

    private static bool IsOfForm(DicomVR vr, string value) => vr switch
    {
        DicomVR.UI => DicomUIDs.IsValid(value),
        DicomVR.CS => !value.AsSpan().ContainsAnyExcept(CodeString),
        DicomVR.DA => value.Length == 8 && IsDate(value),
        DicomVR.TM => IsTime(value),
        DicomVR.DT => value.Length >= 4 && IsDigits(value.AsSpan(0, 4)) && !value.AsSpan(4).ContainsAnyExcept(DateTime),
        DicomVR.AS => value.Length == 4 && IsDigits(value.AsSpan(0, 3)) && "DWMY".Contains(value[3]),
        DicomVR.IS => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        DicomVR.DS or DicomVR.FL or DicomVR.FD =>
            double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real),
        DicomVR.AT => DicomTag.TryParse(value, out _),
        DicomVR.US => IsWhole(value, ushort.MinValue, ushort.MaxValue),
        DicomVR.SS => IsWhole(value, short.MinValue, short.MaxValue),
        DicomVR.UL => IsWhole(value, uint.MinValue, uint.MaxValue),
        DicomVR.SL => IsWhole(value, int.MinValue, int.MaxValue),
        DicomVR.UV => IsWhole(value, ulong.MinValue, ulong.MaxValue),
        DicomVR.SV => IsWhole(value, long.MinValue, long.MaxValue),
        _ => true,
    };

    private static bool IsDate(string value) =>
        DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(string value)
    {
        string[] parts = value.Split('.', 2);
        bool isWhole = parts[0].Length is 2 or 4 or 6 && IsDigits(parts[0]);
        return isWhole && (parts.Length == 1 || (parts[0].Length == 6 && parts[1].Length is >= 1 and <= 6 && IsDigits(parts[1])));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsWhole(string value, decimal least, decimal most) =>
        decimal.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal number) && number >= least && number <= most;
}
