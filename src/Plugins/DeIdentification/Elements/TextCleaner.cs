using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace StoreScp.Plugins.DeIdentification.Elements;

/// <summary>
/// Keeps of a text what can be shown to identify nobody: words of a list and small numbers; everything else is dropped. A word of the
/// list that is also a word of a name or identifier of this instance is dropped too.
/// </summary>
internal sealed class TextCleaner(IEnumerable<string> siteWords)
{
    private const int LongestNumber = 3;
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.-/+");
    private static readonly char[] Punctuation = [',', ';', ':', '.', '(', ')', '[', ']', '{', '}', '"', '\'', '!', '?', '*', '='];
    private static readonly char[] Joints = ['-', '/', '_', '+', '.', '&'];

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        SafeWords.All.Concat(siteWords).ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words that stay, one blank between them, in ASCII; empty when none does.</summary>
    public string Clean(string text, IdentifyingValues known)
    {
        var kept = new StringBuilder();
        bool isAfterNumber = false;
        foreach (string token in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            string core = token.Trim(Punctuation);
            bool isNumber = core.AsSpan().IndexOfAnyExcept(NumberCharacters) < 0;
            // Two numbers in a row could be a telephone number or a date.
            if (core.Length == 0 || (isNumber && isAfterNumber) || !IsSafe(core, known))
            {
                isAfterNumber |= isNumber && core.Length > 0;
                continue;
            }
            isAfterNumber = isNumber;
            if (kept.Length > 0) kept.Append(' ');
            kept.Append(core);
        }
        return kept.ToString();
    }

    private bool IsSafe(string core, IdentifyingValues known)
    {
        if (known.HasWord(core)) return false;
        if (_words.Contains(core)) return true;
        string[] parts = core.Split(Joints);
        int numbers = 0;
        foreach (string part in parts)
        {
            if (part.Length == 0 || known.HasWord(part)) return false;
            if (part.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            {
                if (part.Length > LongestNumber || ++numbers > 2) return false;
            }
            else if (!_words.Contains(part) && !IsMeasure(part))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A number with a unit behind it, such as 5mm, or one letter with a number of at most two digits, such as L4 or T2.</summary>
    private static bool IsMeasure(ReadOnlySpan<char> part)
    {
        if (char.IsAsciiLetter(part[0])) return part.Length is 2 or 3 && part[1..].IndexOfAnyExceptInRange('0', '9') < 0;
        int digits = part.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > LongestNumber + 1) return false;
        return part[digits..] is "mm" or "cm" or "ml" or "ms" or "s" or "sec" or "min" or "T" or "kV" or "kVp" or "mA" or "mAs" or "mg" or "MHz"
            or "%" or "x" or "X" or "D" or "d" or "deg" or "MBq" or "mGy" or "Gy" or "cGy" or "fps" or "ph";
    }
}
