using System.Text.Json;
using System.Text.RegularExpressions;

namespace StoreScp.Plugins.Rules;

/// <summary>Reads "when": docs/tag-coercion.md, "Conditions".</summary>
public sealed class ConditionReader(SourceTable sources, RuleMistakes mistakes, TimeSpan regexTimeout)
{
    /// <summary>A condition that is always met, when there is no "when".</summary>
    public Condition Read(PlacedJson? when) => when is null ? new AllOf([]) : ReadObject(when);

    private Condition ReadObject(PlacedJson json)
    {
        // Tells of a second member of the same name, too.
        _ = new JsonFields(json, mistakes);
        var all = new List<Condition>();
        foreach (PlacedMember member in json.Members)
        {
            switch (member.Name)
            {
                case "all":
                    all.Add(new AllOf(ReadArray(member)));
                    break;
                case "any":
                    all.Add(new AnyOf(ReadArray(member)));
                    break;
                case "not":
                    all.Add(new Not(ReadObject(member.Value)));
                    break;
                default:
                    ReadTests(member, all);
                    break;
            }
        }
        if (json.Kind == JsonValueKind.Object && json.Members.Count == 0)
            mistakes.Add(json.Line, "A condition is empty: leave \"when\" out for a rule that always applies.");
        return all.Count == 1 ? all[0] : new AllOf([.. all]);
    }

    private Condition[] ReadArray(PlacedMember member)
    {
        if (member.Value.Kind != JsonValueKind.Array || member.Value.Items.Count == 0)
        {
            mistakes.Add(member.Line, $"\"{member.Name}\" is an array of conditions, with at least one.");
            return [];
        }
        return [.. member.Value.Items.Select(ReadObject)];
    }

    private void ReadTests(PlacedMember member, List<Condition> all)
    {
        if (sources.TryGet(member.Name, out string? mistake) is not { } source)
        {
            mistakes.Add(member.Line, mistake!);
            return;
        }
        if (member.Value.Kind == JsonValueKind.Object) ReadTests(new JsonFields(member.Value, mistakes), source, all);
        else AddEquals(member.Value, source, ignoreCase: false, all);
    }

    private void ReadTests(JsonFields fields, ValueSource source, List<Condition> all)
    {
        int before = all.Count + mistakes.All.Count;
        bool ignoreCase = fields.Flag("ignoreCase");
        if (fields.Find("equals") is { } equal)
        {
            if (equal.Kind == JsonValueKind.Array) mistakes.Add(equal.Line, "\"equals\" is one text; \"in\" takes several.");
            else AddEquals(equal, source, ignoreCase, all);
        }
        if (fields.Find("in") is { } list)
        {
            if (list.Kind != JsonValueKind.Array) mistakes.Add(list.Line, "\"in\" is an array of texts; \"equals\" takes one.");
            else AddEquals(list, source, ignoreCase, all);
        }
        if (fields.Text("regex") is { } pattern && HasText(source, fields.Line))
        {
            if (RuleRegex.TryCreate(pattern, ignoreCase, regexTimeout, out string? mistake) is Regex regex) all.Add(new RegexTest(source, regex));
            else mistakes.Add(fields.Find("regex")!.Line, mistake!);
        }
        if (fields.Find("exists") is not null) all.Add(new PresenceTest(source, fields.Flag("exists")));
        if (fields.Find("empty") is not null) all.Add(new EmptyTest(source, fields.Flag("empty")));
        fields.RefuseOthers();
        if (all.Count + mistakes.All.Count == before) mistakes.Add(fields.Line, "A test is expected: equals, in, regex, exists or empty.");
    }

    private void AddEquals(PlacedJson value, ValueSource source, bool ignoreCase, List<Condition> all)
    {
        IReadOnlyList<PlacedJson> texts = value.Kind == JsonValueKind.Array ? value.Items : [value];
        if (texts.Count == 0 || texts.Any(text => text.Kind is not (JsonValueKind.String or JsonValueKind.Number) || text.Text.Length == 0))
            mistakes.Add(value.Line, "A value to compare with is a text or a number, and not empty: {\"empty\": true} asks for no value.");
        else if (HasText(source, value.Line))
            all.Add(new EqualsTest(source, [.. texts.Select(text => text.Text)], ignoreCase));
    }

    private bool HasText(ValueSource source, int line)
    {
        if (source.Path is not { Last.HasText: false } path) return true;
        mistakes.Add(line, $"{path} has VR {path.Last.VR}, which holds no text: only \"exists\" and \"empty\" can be asked.");
        return false;
    }
}
