namespace StoreScp.Plugins.Rules;

/// <summary>Whether one of the values is one of those that the rule names.</summary>
internal sealed class EqualsTest : Condition
{
    private readonly ValueSource _source;
    private readonly string? _only;
    private readonly HashSet<string> _allowed;
    private readonly StringComparison _comparison;

    public EqualsTest(ValueSource source, IReadOnlyCollection<string> allowed, bool ignoreCase)
    {
        _source = source;
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        _allowed = new HashSet<string>(allowed, StringComparer.FromComparison(_comparison));
        _only = _allowed.Count == 1 ? _allowed.First() : null;
    }

    public override bool IsMet(InstanceView instance)
    {
        foreach (string value in instance.Read(_source).Values)
            if (_only is null ? _allowed.Contains(value) : string.Equals(value, _only, _comparison)) return true;
        return false;
    }
}
