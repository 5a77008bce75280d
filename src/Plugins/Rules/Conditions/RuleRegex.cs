using System.Globalization;
using System.Text.RegularExpressions;

namespace StoreScp.Plugins.Rules;

/// <summary>Regular expressions that no value can keep busy: linear in time where the pattern allows it, else with a time-out.</summary>
public static class RuleRegex
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>How many times longer a pattern may take that is matched in linear time.</summary>
    private const int LinearAllowance = 10;

    /// <summary>Null with what is wrong.</summary>
    public static Regex? TryCreate(string pattern, bool ignoreCase, TimeSpan timeout, out string? mistake)
    {
        RegexOptions options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        mistake = null;
        try
        {
            Regex regex = Create(pattern, options, timeout);
            WarmUp(regex);
            return regex;
        }
        catch (RegexParseException e)
        {
            mistake = string.Create(CultureInfo.InvariantCulture, $"The regular expression is wrong at character {e.Offset}: {e.Error}.");
            return null;
        }
    }

    private static Regex Create(string pattern, RegexOptions options, TimeSpan timeout)
    {
        try
        {
            // Linear in the length of the value for one match: the time-out is for many matches in a huge value, and not to punish a busy machine.
            return new Regex(pattern, options | RegexOptions.NonBacktracking, timeout * LinearAllowance);
        }
        catch (NotSupportedException)
        {
            // Look-around, back-references and atomic groups need backtracking, and so does what would need too large an automaton.
            return new Regex(pattern, options, timeout);
        }
    }

    /// <summary>The first match of a process compiles the engine's code, which is no fault of the value it is for.</summary>
    private static void WarmUp(Regex regex)
    {
        try
        {
            regex.Replace("warm up 0", "");
        }
        catch (RegexMatchTimeoutException)
        {
            // The code is compiled now, which is all that was wanted.
        }
    }
}
