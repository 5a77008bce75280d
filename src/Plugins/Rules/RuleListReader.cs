using System.Text.Json;

namespace StoreScp.Plugins.Rules;

/// <summary>Reads the array "rules": numbers the rules, and sees to their names.</summary>
public sealed class RuleListReader(RuleMistakes mistakes)
{
    private const int LongestName = 100;

    /// <param name="fields">Hold "rules".</param>
    /// <param name="read">Makes a rule of its fields, number (counted from 1) and name.</param>
    public T[] Read<T>(JsonFields fields, Func<JsonFields, int, string, T> read)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(read);
        if (fields.Require("rules") is not { } list) return [];
        if (list.Kind != JsonValueKind.Array)
        {
            mistakes.Add(list.Line, "\"rules\" is an array of rules.");
            return [];
        }
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var rules = new List<T>();
        foreach (PlacedJson item in list.Items)
        {
            int number = rules.Count + 1;
            mistakes.BeginRule(number, NameOf(item));
            var rule = new JsonFields(item, mistakes);
            string name = rule.RequireText("name") ?? "";
            if (name.Length > LongestName || name.Any(char.IsControl)) mistakes.Add(rule.Line, $"A name has at most {LongestName} characters, none of them a control character.");
            if (name.Length > 0 && !lines.TryAdd(name, item.Line)) mistakes.Add(rule.Line, $"The rule in line {lines[name]} has the same name.");
            rules.Add(read(rule, number, name));
            rule.RefuseOthers();
        }
        mistakes.EndRules();
        return [.. rules];
    }

    private static string NameOf(PlacedJson rule)
    {
        PlacedMember? name = rule.Members.FirstOrDefault(member => string.Equals(member.Name, "name", StringComparison.OrdinalIgnoreCase));
        return name?.Value.Kind == JsonValueKind.String ? name.Value.Text : "";
    }
}
