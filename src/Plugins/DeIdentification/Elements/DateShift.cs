using System.Buffers;
using System.Globalization;
using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>Dates some days earlier (PS3.15 §E.3.6, modified dates): intervals of whole days and times of day stay as they were.</summary>
internal static class DateShift
{
    private const int DateLength = 8;
    private static readonly SearchValues<byte> Plausible = SearchValues.Create("0123456789.:+-\\ \0"u8);
    private static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789.");

    /// <summary>Shifts one value of DA or DT, ranges and partial dates included.</summary>
    /// <returns>Null: this is no date, or it would be before the year 1.</returns>
    public static string? Shift(string value, DicomVR vr, int days)
    {
        value = value.Trim();
        if (value.Length == 0) return "";
        if (vr == DicomVR.DA && value.IndexOf('-', StringComparison.Ordinal) is int dash and >= 0)
            return Range(ShiftDate(value.AsSpan(0, dash), days), ShiftDate(value.AsSpan(dash + 1), days));
        return vr == DicomVR.DA ? ShiftDate(value, days) : ShiftDateTime(value, days);
    }

    /// <summary>Whether a value has only what dates and times are written with.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> value) => value.IndexOfAnyExcept(Plausible) < 0;

    private static string? Range(string? from, string? to) => from is null || to is null ? null : $"{from}-{to}";

    private static string? ShiftDateTime(string value, int days)
    {
        // The offset from UTC has a sign and four digits at the end; any other sign before it makes a range.
        int sign = value.AsSpan(1).IndexOfAny('+', '-') + 1;
        if (sign > 0 && value[sign] == '-' && !IsOffset(value.AsSpan(sign + 1))) return SplitRange(value, sign, days);
        int length = sign > 0 ? sign : value.Length;
        if (sign > 0 && !IsOffset(value.AsSpan(sign + 1)))
        {
            // An offset, then the dash of a range.
            bool isRange = value.Length > sign + 5 && value[sign + 5] == '-' && IsOffset(value.AsSpan(sign + 1, 4));
            return isRange ? SplitRange(value, sign + 5, days) : null;
        }
        int dateLength = Math.Min(DateLength, length);
        if (value.AsSpan(dateLength, length - dateLength).IndexOfAnyExcept(TimeCharacters) >= 0) return null;
        return ShiftDate(value.AsSpan(0, dateLength), days) is { } date ? date + value[dateLength..] : null;
    }

    private static string? SplitRange(string value, int dash, int days) =>
        Range(ShiftDateTime(value[..dash], days), ShiftDateTime(value[(dash + 1)..], days));

    private static bool IsOffset(ReadOnlySpan<char> text) => text.Length == 4 && text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>A year or a month is shifted as its first day, and stays a year or a month.</summary>
    private static string? ShiftDate(ReadOnlySpan<char> text, int days)
    {
        text = text.Trim();
        if (text.IsEmpty) return "";
        string format = text.Length switch
        {
            4 => "yyyy",
            6 => "yyyyMM",
            10 => "yyyy.MM.dd",
            _ => "yyyyMMdd",
        };
        if (!DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)) return null;
        if (date.DayNumber < days) return null;
        return date.AddDays(-days).ToString(text.Length == 10 ? "yyyyMMdd" : format, CultureInfo.InvariantCulture);
    }
}
