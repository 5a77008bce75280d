using System.Text;
using System.Text.Json.Nodes;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview;

/// <summary>Every statement of every policy: whose, to whom, what, on what, when. A table in Markdown.</summary>
internal static class StatementTable
{
    public static string Markdown(PlatformGraph graph)
    {
        var text = new StringBuilder("| of | statement | effect | to | actions | on | when |\n|---|---|---|---|---|---|---|\n");
        foreach (var statement in PolicyStatement.Of(graph))
        {
            string[] cells =
            [
                $"{statement.Owner.Type.Split(':')[^1]} {statement.Owner.Name}",
                statement.Sid,
                statement.IsAllowed ? "allow" : "**deny**",
                statement.Principal ?? "the role",
                Lines(statement.Actions),
                Lines(statement.Resources),
                Conditions(statement.Json["Condition"] as JsonObject ?? []),
            ];
            text.Append($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        }
        return text.ToString();
    }

    private static string Conditions(JsonObject conditions) => Lines(
        conditions.SelectMany(each => each.Value!.AsObject().Select(pair => $"{each.Key} {pair.Key} = {pair.Value!.ToJsonString().Trim('"')}")));

    private static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines);
}
