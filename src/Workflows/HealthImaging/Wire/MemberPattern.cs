using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace StoreScp.HealthImaging;

/// <summary>Length and pattern that HealthImaging documents for a member of a request. Checked before sending: a refusal by the service costs a turn.</summary>
internal sealed class MemberPattern(int minimum, int maximum, string pattern)
{
    private readonly Regex _whole = new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public string Pattern => pattern;

    public int Minimum => minimum;

    public int Maximum => maximum;

    public void Require(string? value, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value is null || value.Length < minimum || value.Length > maximum || !_whole.IsMatch(value))
            throw new ArgumentException($"{member} must be {minimum}–{maximum} characters that match {pattern}.", member);
    }

    public void RequireIfPresent(string? value, [CallerArgumentExpression(nameof(value))] string member = "")
    {
        if (value is not null)
            Require(value, member);
    }
}
