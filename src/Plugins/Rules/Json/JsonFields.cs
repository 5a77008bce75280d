using System.Globalization;
using System.Text.Json;

namespace StoreScp.Plugins.Rules;

/// <summary>Reads the members of a JSON object by their names, in any case; what is wrong becomes a mistake, and reading goes on.</summary>
public sealed class JsonFields
{
    private readonly PlacedJson _json;
    private readonly RuleMistakes _mistakes;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public JsonFields(PlacedJson json, RuleMistakes mistakes)
    {
        ArgumentNullException.ThrowIfNull(json);
        _json = json;
        _mistakes = mistakes;
        if (json.Kind != JsonValueKind.Object) mistakes.Add(json.Line, "An object {…} is expected.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (PlacedMember member in json.Members)
            if (!names.Add(member.Name)) mistakes.Add(member.Line, $"\"{member.Name}\" stands here a second time.");
    }

    /// <summary>The line the object begins in.</summary>
    public int Line => _json.Line;

    public PlacedJson? Find(string name)
    {
        _known.Add(name);
        foreach (PlacedMember member in _json.Members)
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        return null;
    }

    public PlacedJson? Require(string name)
    {
        PlacedJson? value = Find(name);
        if (value is null && _json.Kind == JsonValueKind.Object) _mistakes.Add(_json.Line, $"\"{name}\" is missing.");
        return value;
    }

    /// <summary>A string, or null when there is none.</summary>
    public string? Text(string name) => AsText(name, Find(name));

    public string? RequireText(string name) => AsText(name, Require(name));

    public bool Flag(string name)
    {
        PlacedJson? value = Find(name);
        if (value is not null and not { Kind: JsonValueKind.True or JsonValueKind.False }) _mistakes.Add(value.Line, $"\"{name}\" is true or false.");
        return value?.Kind == JsonValueKind.True;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Integer(string name, int otherwise, int least, int most)
    {
        if (Find(name) is not { } value) return otherwise;
        if (value.Kind == JsonValueKind.Number && int.TryParse(value.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most)
            return number;
        _mistakes.Add(value.Line, string.Create(CultureInfo.InvariantCulture, $"\"{name}\" is a whole number from {least} to {most}."));
        return otherwise;
    }

    /// <summary>One of an enum's names, in any case.</summary>
    public T Choice<T>(string name, T otherwise) where T : struct, Enum
    {
        if (Find(name) is not { } value) return otherwise;
        foreach (T choice in Enum.GetValues<T>())
            if (value.Kind == JsonValueKind.String && string.Equals(value.Text, choice.ToString(), StringComparison.OrdinalIgnoreCase)) return choice;
        _mistakes.Add(value.Line, $"\"{name}\" is one of {string.Join(", ", Enum.GetNames<T>())}.");
        return otherwise;
    }

    /// <summary>One string, or an array of at least one; null when there is none, or after a mistake.</summary>
    public IReadOnlyList<PlacedJson>? Texts(string name, PlacedJson? value)
    {
        if (value is null) return null;
        IReadOnlyList<PlacedJson> texts = value.Kind == JsonValueKind.Array ? value.Items : [value];
        if (texts.Count > 0 && texts.All(text => text.Kind is JsonValueKind.String or JsonValueKind.Number)) return texts;
        _mistakes.Add(value.Line, $"\"{name}\" is a text, or an array of texts with at least one.");
        return null;
    }

    /// <summary>Whatever was never asked for is unknown, or does not belong here.</summary>
    public void RefuseOthers()
    {
        foreach (PlacedMember member in _json.Members)
            if (!_known.Contains(member.Name)) _mistakes.Add(member.Line, $"\"{member.Name}\" is not known here; known are {string.Join(", ", _known)}.");
    }

    private string? AsText(string name, PlacedJson? value)
    {
        if (value is null) return null;
        if (value.Kind == JsonValueKind.String && value.Text.Length > 0) return value.Text;
        _mistakes.Add(value.Line, $"\"{name}\" is a text, and not an empty one.");
        return null;
    }
}
