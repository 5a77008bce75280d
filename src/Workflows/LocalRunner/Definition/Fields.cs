using System.Text.Json;

namespace StoreScp.LocalRunner.Definition;

/// <summary>The fields of one object of the definition. What nobody asked for by the end is refused.</summary>
internal sealed class Fields
{
    private readonly string? _state;
    private readonly string _place;
    private readonly Dictionary<string, JsonElement> _left;

    /// <param name="element">Must be an object.</param>
    /// <param name="state">For messages; null for the definition itself.</param>
    /// <param name="place">For messages: empty, or for example <c>Retry[0]</c>.</param>
    public Fields(JsonElement element, string? state, string place = "")
    {
        _state = state;
        _place = place;
        if (element.ValueKind != JsonValueKind.Object)
            throw new WorkflowDefinitionException(state, place.Length == 0 ? "definition" : place, "must be an object.");
        _left = element.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
    }

    public bool Has(string field) => _left.ContainsKey(field);

    public string Text(string field) => Take(field, JsonValueKind.String).GetString()!;

    public string? OptionalText(string field) => Has(field) ? Text(field) : null;

    public bool Boolean(string field) =>
        _left.Remove(field, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Refuse(field, "must be true or false.");

    /// <param name="otherwise">Null: the field must be there.</param>
    public double Number(string field, double minimum, double? otherwise = null)
    {
        if (otherwise is { } value && !Has(field))
            return value;
        var number = Take(field, JsonValueKind.Number).GetDouble();
        return number >= minimum ? number : throw Refuse(field, $"must be at least {minimum}.");
    }

    /// <param name="otherwise">Null: the field must be there.</param>
    public int Integer(string field, int minimum, int? otherwise = null, int maximum = int.MaxValue)
    {
        if (otherwise is { } value && !Has(field))
            return value;
        return Take(field, JsonValueKind.Number).TryGetInt32(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Refuse(field, $"must be a whole number from {minimum} to {maximum}.");
    }

    public ReferencePath Path(string field)
    {
        var text = Text(field);
        return ReferencePath.TryParse(text, out var path)
            ? path
            : throw Refuse(field, $"'{text}' is not supported; a path is '$.name' or '$.name.name'.");
    }

    public JsonElement Object(string field) => Take(field, JsonValueKind.Object);

    public IEnumerable<string> Texts(string field)
    {
        foreach (var element in Take(field, JsonValueKind.Array).EnumerateArray())
            yield return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Refuse(field, "must hold texts.");
    }

    /// <summary>The objects of an array; none when the field is not there.</summary>
    public IEnumerable<Fields> Objects(string field)
    {
        if (!Has(field))
            yield break;
        var index = 0;
        foreach (var element in Take(field, JsonValueKind.Array).EnumerateArray())
            yield return new Fields(element, _state, $"{field}[{index++}]");
    }

    /// <summary>For people only; allowed wherever the language allows it.</summary>
    public void SkipComment() => OptionalText("Comment");

    /// <exception cref="WorkflowDefinitionException">There is a field that nobody took.</exception>
    public void RefuseOthers()
    {
        if (_left.Keys.FirstOrDefault() is { } field)
            throw Refuse(field, "is not supported by the local runner.");
    }

    public WorkflowDefinitionException Refuse(string field, string reason) =>
        new(_state, _place.Length == 0 ? field : $"{_place}.{field}", reason);

    private JsonElement Take(string field, JsonValueKind kind)
    {
        if (!_left.Remove(field, out var value))
            throw Refuse(field, "is missing.");
        return value.ValueKind == kind ? value : throw Refuse(field, $"must be JSON {kind}.");
    }
}
