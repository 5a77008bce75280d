using System.Globalization;

namespace StoreScp.Server.Settings;

/// <summary>Sizes as people write them: <c>262144</c> (bytes), <c>256KiB</c>, <c>64MiB</c>, <c>1GiB</c>; and KB, MB, GB for powers of 1000.</summary>
internal static class ByteSizeText
{
    public const string Forms = "a number of bytes, or 256KiB, 64MiB or 1GiB";

    private static readonly (string Suffix, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        var (digits, unit) = (text, 1L);
        foreach (var (suffix, size) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            (digits, unit) = (text[..^suffix.Length].TrimEnd(), size);
            break;
        }
        bytes = 0;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue / unit)
            return false;
        bytes = number * unit;
        return true;
    }

    /// <summary>The largest binary unit that divides it, so that parsing the text gives the same number.</summary>
    public static string Format(long bytes)
    {
        foreach (var (suffix, size) in Units.Take(4).Reverse())
        {
            if (bytes >= size && bytes % size == 0)
                return (bytes / size).ToString(CultureInfo.InvariantCulture) + suffix;
        }
        return bytes.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>For people: two or three digits and a unit.</summary>
    public static string ForPeople(double bytes)
    {
        string[] names = ["B", "KB", "MB", "GB", "TB"];
        var i = 0;
        for (; bytes >= 1000 && i < names.Length - 1; i++)
            bytes /= 1000;
        return bytes.ToString(i == 0 || bytes >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + names[i];
    }
}
