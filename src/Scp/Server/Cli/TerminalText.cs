using System.Globalization;
using System.Text;

namespace StoreScp.Server.Cli;

/// <summary>Values out of files, for a person at a terminal: letters of every script, but nothing that moves the cursor.</summary>
internal static class TerminalText
{
    public static string Safe(string text, int maximumLength)
    {
        var safe = new StringBuilder(Math.Min(text.Length, maximumLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= maximumLength)
                return safe.Append('…').ToString();
            if (IsHarmless(rune))
                safe.Append(rune.ToString());
            else
                safe.Append(CultureInfo.InvariantCulture, $@"\u{rune.Value:X4}");
        }
        return safe.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
