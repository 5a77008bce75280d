using System.Globalization;
using System.Text.RegularExpressions;

namespace StoreScp.Plugins.Rules;

/// <summary>Regular expressions that no value can keep busy: linear in time where the pattern allows it, else with a time-out.</summary>
public static class RuleRegex
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>Null with what is wrong.</summary>
    public static Regex? TryCreate(string pattern, bool ignoreCase, TimeSpan timeout, out string? mistake)
    {
        RegexOptions options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        mistake = null;
        try
        {
            try
            {
                return new Regex(pattern, options | RegexOptions.NonBacktracking, timeout);
            }
            catch (NotSupportedException)
            {
                // Look-around, back-references and atomic groups need backtracking, and so does what would need too large an automaton.
                return new Regex(pattern, options, timeout);
            }
        }
        catch (RegexParseException e)
        {
            mistake = string.Create(CultureInfo.InvariantCulture, $"The regular expression is wrong at character {e.Offset}: {e.Error}.");
            return null;
        }
    }
}
