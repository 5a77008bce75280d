using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace StoreScp.Plugins.TagCoercion.Actions;

/// <summary>Keys and their values, from a CSV file.</summary>
/// <param name="name">The file, as the rule names it.</param>
internal sealed class MapTable(string name, FrozenDictionary<string, string> entries)
{
    public string Name { get; } = name;

    public bool TryFind(string key, [NotNullWhen(true)] out string? value) => entries.TryGetValue(key, out value);
}
