using System.Globalization;
using System.Text.Json;
using StoreScp.Plugins.Rules;

namespace StoreScp.Plugins.Routing;

/// <summary>Reads what a rule decides: route, quarantine, discard or refuse.</summary>
internal sealed class DecisionReader(RuleMistakes mistakes)
{
    private const int LongestRouteName = 64;
    private static readonly string[] Names = ["route", "quarantine", "discard", "refuse"];

    /// <summary>Continue after a mistake.</summary>
    public PreStoreResult Read(JsonFields rule)
    {
        string[] named = [.. Names.Where(name => rule.Find(name) is not null)];
        if (named.Length != 1)
        {
            mistakes.Add(rule.Line, $"A rule has one of {string.Join(", ", Names)}" + (named.Length == 0 ? "." : $", not {string.Join(" and ", named)}."));
            return PreStoreResult.Continue;
        }
        PlacedJson value = rule.Find(named[0])!;
        PreStoreResult? result = named[0] switch
        {
            "route" => ReadRoutes("route", value),
            "quarantine" => ReadReason(rule, "quarantine", value, PreStoreResult.Quarantine),
            "discard" => ReadReason(rule, "discard", value, PreStoreResult.Discard),
            _ => ReadRefusal(value),
        };
        return result ?? PreStoreResult.Continue;
    }

    /// <summary>One name or several; whether there is such a route only the server knows.</summary>
    public PreStoreResult? ReadRoutes(string field, PlacedJson value)
    {
        IReadOnlyList<PlacedJson> names = value.Kind == JsonValueKind.Array ? value.Items : [value];
        int before = mistakes.All.Count;
        if (names.Count == 0) mistakes.Add(value.Line, $"\"{field}\" names at least one route.");
        var routes = new List<string>();
        foreach (PlacedJson name in names)
        {
            if (name.Kind != JsonValueKind.String || name.Text.Length is 0 or > LongestRouteName || name.Text != name.Text.Trim() || name.Text.Any(char.IsControl))
                mistakes.Add(name.Line, $"A route's name is a text of 1 to {LongestRouteName} characters, without spaces around it or control characters.");
            else if (routes.Contains(name.Text)) mistakes.Add(name.Line, $"The route \"{name.Text}\" is named twice.");
            else routes.Add(name.Text);
        }
        return mistakes.All.Count > before ? null : PreStoreResult.Route(routes);
    }

    private PreStoreResult? ReadReason(JsonFields rule, string field, PlacedJson value, Func<string, PreStoreResult> create) =>
        rule.Text(field) is { } reason ? Create(value.Line, () => create(reason)) : null;

    private PreStoreResult? ReadRefusal(PlacedJson value)
    {
        var fields = new JsonFields(value, mistakes);
        string? status = fields.RequireText("status");
        string? comment = fields.RequireText("comment");
        fields.RefuseOthers();
        if (status is null || comment is null) return null;
        if (status.Length == 4 && ushort.TryParse(status, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            return Create(value.Line, () => PreStoreResult.Refuse(code, comment));
        mistakes.Add(fields.Find("status")!.Line, "\"status\" is a text of four hexadecimal digits, such as \"A900\".");
        return null;
    }

    private PreStoreResult? Create(int line, Func<PreStoreResult> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException e)
        {
            mistakes.Add(line, e.Message.Split(" (Parameter")[0].TrimEnd('.') + ".");
            return null;
        }
    }
}
