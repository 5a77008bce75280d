using System.Globalization;
using System.Net;

namespace StoreScp.Server.Settings;

/// <summary>The kinds of value a setting may have, each with the words that say what is allowed.</summary>
internal static class SettingKinds
{
    public const string AETitleForm = "1 to 16 printable ASCII characters without backslash";

    public static int Number(this SettingsReader reader, string key, int standard, int minimum, int maximum, string meaning = "") =>
        reader.Read(key, standard, $"a whole number from {minimum} to {maximum}{meaning}",
            (string text, out int value) => TryNumber(text, minimum, maximum, out value), Invariant);

    public static int? Port(this SettingsReader reader, string key, int? standard) =>
        reader.Read(key, standard, "a port from 1 to 65535, 0 (the operating system chooses) or none (off)",
            (string text, out int? value) =>
            {
                var off = IsNone(text);
                var isNumber = TryNumber(text, 0, 65535, out var number);
                value = isNumber ? number : null;
                return off || isNumber;
            },
            port => port is null ? "none" : Invariant(port.Value));

    public static bool Switch(this SettingsReader reader, string key, bool standard) =>
        reader.Read(key, standard, "true or false", bool.TryParse, value => value ? "true" : "false");

    public static TimeSpan Duration(this SettingsReader reader, string key, TimeSpan standard, TimeSpan minimum, TimeSpan maximum) =>
        reader.Read(key, standard,
            $"{DurationText.Forms}, from {DurationText.Format(minimum)} to {DurationText.Format(maximum)}",
            (string text, out TimeSpan value) => DurationText.TryParse(text, out value) && value >= minimum && value <= maximum,
            DurationText.Format);

    public static long ByteSize(this SettingsReader reader, string key, long standard, long minimum, long maximum) =>
        reader.Read(key, standard,
            $"{ByteSizeText.Forms}, from {ByteSizeText.Format(minimum)} to {ByteSizeText.Format(maximum)}",
            (string text, out long value) => ByteSizeText.TryParse(text, out value) && value >= minimum && value <= maximum,
            ByteSizeText.Format);

    public static T Choice<T>(this SettingsReader reader, string key, T standard, params T[] choices)
        where T : struct, Enum
    {
        var allowed = choices.Length > 0 ? choices : Enum.GetValues<T>();
        return reader.Read(key, standard, string.Join(", ", allowed),
            (string text, out T value) =>
            {
                foreach (var choice in allowed)
                {
                    value = choice;
                    if (string.Equals(choice.ToString(), text, StringComparison.OrdinalIgnoreCase))
                        return true;
                }
                value = default;
                return false;
            },
            value => value.ToString());
    }

    /// <summary>A file, folder or name; empty is none.</summary>
    public static string? Text(this SettingsReader reader, string key, string? standard, bool isSecret = false) =>
        reader.Read(key, standard, "any text",
            (string text, out string? value) =>
            {
                value = text.Length == 0 ? null : text;
                return true;
            },
            value => value ?? "(none)", isSecret);

    /// <summary>1–16 characters of the default repertoire without backslash and control characters (PS3.5 §6.2, AE).</summary>
    public static bool TryAETitle(string text, out string value)
    {
        value = text.Trim(' ');
        return value.Length is > 0 and <= 16 && value.All(c => c is >= ' ' and <= '~' and not '\\');
    }

    public static bool TryCidr(string text, out IPNetwork value)
    {
        value = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var single))
            return false;
        // 10.1.2.3/8 is more likely a mistake than all of 10.0.0.0/8.
        if (slash >= 0)
            return IPNetwork.TryParse(text, out value) && value.BaseAddress.Equals(single);
        value = new IPNetwork(single, single.GetAddressBytes().Length * 8);
        return true;
    }

    /// <summary>Digits and dots, at most 64 (PS3.5 §9.1).</summary>
    public static bool TryUID(string text, out string value)
    {
        value = text;
        return text.Length is > 0 and <= 64 && text.Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }

    public static bool IsNone(string text) =>
        text.Length == 0 || text.Equals("none", StringComparison.OrdinalIgnoreCase) || text.Equals("off", StringComparison.OrdinalIgnoreCase);

    private static bool TryNumber(string text, int minimum, int maximum, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum;

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
