namespace StoreScp.Plugins.Rules;

/// <summary>All sources that the rules of a handler name, each once: an instance's element is read once for all rules.</summary>
public sealed class SourceTable
{
    private const string AssociationPrefix = "association.";

    private readonly Dictionary<string, ValueSource> _sources = new(StringComparer.Ordinal);
    private readonly List<ValueSource> _all = [];

    internal IReadOnlyList<ValueSource> All => _all;

    /// <summary>The source of an element path, or of <c>association.</c> and a field's name; null with what is wrong.</summary>
    public ValueSource? TryGet(string name, out string? mistake)
    {
        ArgumentNullException.ThrowIfNull(name);
        mistake = null;
        if (_sources.TryGetValue(name, out ValueSource? known)) return known;
        ValueSource? source;
        if (name.StartsWith(AssociationPrefix, StringComparison.OrdinalIgnoreCase))
        {
            source = OfAssociation(name[AssociationPrefix.Length..], out mistake);
        }
        else
        {
            ElementPath? path = ElementPathParser.TryParse(name, out mistake);
            source = path is null ? null : new ValueSource(_all.Count, path);
        }
        if (source is null) return null;
        _all.Add(source);
        return _sources[name] = source;
    }

    private ValueSource? OfAssociation(string name, out string? mistake)
    {
        mistake = null;
        foreach (AssociationField field in Enum.GetValues<AssociationField>())
            if (string.Equals(name, field.ToString(), StringComparison.OrdinalIgnoreCase)) return new ValueSource(_all.Count, field);
        mistake = $"The association has no \"{name}\"; it has {string.Join(", ", Enum.GetNames<AssociationField>())}.";
        return null;
    }
}
