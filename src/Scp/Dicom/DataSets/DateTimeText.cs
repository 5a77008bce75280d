using System.Globalization;

namespace StoreScp.Dicom;

/// <summary>DA, TM and DT (PS3.5 §6.2), with the older forms that files still have (1993.04.22, 10:20:30).</summary>
internal static class DateTimeText
{
    public static bool TryParseDate(ReadOnlySpan<char> text, out DateOnly date)
    {
        text = text.Trim();
        if (text.Length == 10 && text[4] == '.' && text[7] == '.')
            return DateOnly.TryParseExact(text, "yyyy.MM.dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        if (text.Length > 8) text = text[..8];
        return DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    public static bool TryParseTime(ReadOnlySpan<char> text, out TimeOnly time)
    {
        time = default;
        text = text.Trim();
        ReadOnlySpan<char> fraction = default;
        int point = text.IndexOf('.');
        if (point >= 0)
        {
            fraction = text[(point + 1)..];
            text = text[..point];
        }

        Span<char> digits = stackalloc char[6];
        int count = 0;
        foreach (char c in text)
        {
            if (c == ':' && count is 2 or 4) continue;
            if (!char.IsAsciiDigit(c) || count == 6) return false;
            digits[count++] = c;
        }
        if (count is not (2 or 4 or 6) || (point >= 0 && count != 6) || !TryParseTicks(fraction, out long ticks)) return false;
        int hour = Number(digits[..2]);
        int minute = count >= 4 ? Number(digits[2..4]) : 0;
        int second = count == 6 ? Number(digits[4..6]) : 0;
        if (hour > 23 || minute > 59 || second > 60) return false;
        if (second == 60) (second, ticks) = (59, 0);
        time = new TimeOnly(hour, minute, second).Add(TimeSpan.FromTicks(ticks));
        return true;
    }

    public static bool TryParseDateTime(ReadOnlySpan<char> text, out DateTime local, out TimeSpan? offset)
    {
        local = default;
        offset = null;
        text = text.Trim();
        int sign = text.LastIndexOfAny('+', '-');
        if (sign >= 4)
        {
            if (!TryParseOffset(text[sign..], out TimeSpan stated)) return false;
            offset = stated;
            text = text[..sign];
        }
        if (text.Length < 4 || text[..Math.Min(8, text.Length)].ContainsAnyExceptInRange('0', '9')) return false;
        int month = text.Length >= 6 ? Number(text[4..6]) : 1;
        int day = text.Length >= 8 ? Number(text[6..8]) : 1;
        int year = Number(text[..4]);
        if (text.Length is 5 or 7 || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        TimeOnly time = default;
        if (text.Length > 8 && !TryParseTime(text[8..], out time)) return false;
        local = new DateOnly(year, month, day).ToDateTime(time);
        return true;
    }

    /// <summary>&amp;ZZXX: hours and minutes east of UTC.</summary>
    public static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        text = text.Trim();
        if (text.Length != 5 || text[0] is not ('+' or '-') || text[1..].ContainsAnyExceptInRange('0', '9')) return false;
        int minutes = (Number(text[1..3]) * 60) + Number(text[3..5]);
        if (minutes > 14 * 60) return false;
        offset = TimeSpan.FromMinutes(text[0] == '-' ? -minutes : minutes);
        return true;
    }

    /// <summary>Null at the two ends of the calendar, where the offset leads out of it.</summary>
    public static DateTimeOffset? Combine(DateTime local, TimeSpan offset)
    {
        long utc = local.Ticks - offset.Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, offset);
    }

    public static string Format(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string Format(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HHmmss" : "HHmmss.ffffff", CultureInfo.InvariantCulture);

    public static string Format(DateTimeOffset moment)
    {
        string local = moment.ToString(moment.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyyMMddHHmmss" : "yyyyMMddHHmmss.ffffff", CultureInfo.InvariantCulture);
        string sign = moment.Offset < TimeSpan.Zero ? "-" : "+";
        return local + sign + moment.Offset.ToString("hhmm", CultureInfo.InvariantCulture);
    }

    private static bool TryParseTicks(ReadOnlySpan<char> fraction, out long ticks)
    {
        ticks = 0;
        if (fraction.Length > 6 || fraction.ContainsAnyExceptInRange('0', '9')) return false;
        long unit = TimeSpan.TicksPerSecond;
        foreach (char digit in fraction) ticks += (digit - '0') * (unit /= 10);
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits) number = (number * 10) + (digit - '0');
        return number;
    }
}
