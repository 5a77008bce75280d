using System.Text.RegularExpressions;

namespace StoreScp.Plugins.Rules;

/// <summary>Whether a regular expression matches somewhere in one of the values.</summary>
internal sealed class RegexTest(ValueSource source, Regex regex) : Condition
{
    public override bool IsMet(InstanceView instance)
    {
        foreach (string value in instance.Read(source).Values)
            if (regex.IsMatch(value)) return true;
        return false;
    }
}
