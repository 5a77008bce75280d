using System.Text.Json.Nodes;
using Pulumi;

namespace StoreScp.Platform.Access;

/// <summary>One statement of a policy. Without Principals it is one of a role.</summary>
public sealed record Statement(string Sid, IReadOnlyList<string> Actions, IReadOnlyList<Input<string>> Resources)
{
    public bool IsDenied { get; init; }

    /// <summary>Kind ("Service", "AWS") and name; "*" and "*" is anybody.</summary>
    public (string Kind, string Name)? Principal { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Known as soon as its resources are.</summary>
    public Output<JsonObject> ToJson() =>
        Output.Tuple(Output.All(Resources), Output.All(Conditions.SelectMany(condition => condition.Values)))
            .Apply(values => ToJson(values.Item1, values.Item2));

    private JsonObject ToJson(IReadOnlyList<string> resources, IReadOnlyList<string> conditionValues)
    {
        var json = new JsonObject { ["Sid"] = Sid, ["Effect"] = IsDenied ? "Deny" : "Allow" };
        if (Principal is { } principal)
            json["Principal"] = principal.Kind == "*" ? principal.Name : new JsonObject { [principal.Kind] = principal.Name };
        json["Action"] = Strings(Actions);
        if (resources.Count > 0)
            json["Resource"] = Strings(resources);
        if (Conditions.Count > 0)
            json["Condition"] = ConditionsToJson(conditionValues);
        return json;
    }

    private JsonObject ConditionsToJson(IReadOnlyList<string> values)
    {
        var json = new JsonObject();
        var next = 0;
        foreach (var condition in Conditions)
        {
            if (json[condition.Operator] is not JsonObject keys)
                json[condition.Operator] = keys = [];
            keys[condition.Key] = Strings([.. values.Skip(next).Take(condition.Values.Length)]);
            next += condition.Values.Length;
        }
        return json;
    }

    private static JsonNode Strings(IReadOnlyList<string> texts) =>
        texts is [var single] ? JsonValue.Create(single) : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
}
