using System.Text;

namespace StoreScp.Plugins.Rules;

/// <summary>A text in which <c>${name}</c> stands for a value of the instance, and <c>$${</c> for "${" itself.</summary>
public sealed class TextTemplate
{
    private readonly (string Text, ValueSource? Source)[] _parts;

    private TextTemplate(List<(string Text, ValueSource? Source)> parts)
    {
        _parts = [.. parts];
        Literal = parts.TrueForAll(part => part.Source is null) ? string.Concat(parts.Select(part => part.Text)) : null;
    }

    /// <summary>The text, when it has no placeholder; else null.</summary>
    public string? Literal { get; }

    /// <summary>Null with what is wrong.</summary>
    public static TextTemplate? TryParse(string text, SourceTable sources, out string? mistake)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sources);
        mistake = null;
        var parts = new List<(string, ValueSource?)>();
        int start = 0;
        for (int at; (at = text.IndexOf("${", start, StringComparison.Ordinal)) >= 0;)
        {
            if (at > start && text[at - 1] == '$')
            {
                parts.Add((text[start..(at - 1)] + "${", null));
                start = at + 2;
                continue;
            }
            int end = text.IndexOf('}', at);
            if (end < 0)
            {
                mistake = "\"${\" begins a placeholder, whose \"}\" is missing; for the characters themselves write \"$${\".";
                return null;
            }
            if (sources.TryGet(text[(at + 2)..end], out mistake) is not { } source) return null;
            parts.Add((text[start..at], null));
            parts.Add(("", source));
            start = end + 1;
        }
        parts.Add((text[start..], null));
        return new TextTemplate(parts);
    }

    /// <summary>The text for one instance: first values; nothing for what is absent or empty.</summary>
    public string Fill(InstanceView instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (Literal is not null) return Literal;
        var text = new StringBuilder();
        foreach ((string part, ValueSource? source) in _parts) text.Append(source is null ? part : instance.Read(source).First);
        return text.ToString();
    }
}
