using System.Text;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview.Differences;

/// <summary>What one environment has and another has not, and where they have the same with other values.</summary>
internal static class GraphDifference
{
    private const int ValueLength = 200;

    public static string Text(PlatformGraph one, PlatformGraph other)
    {
        var (left, right) = (new NeutralGraph(one).Resources, new NeutralGraph(other).Resources);
        var text = new StringBuilder();
        Section($"Only in {one.Environment.Name}", left.Keys.Except(right.Keys));
        Section($"Only in {other.Environment.Name}", right.Keys.Except(left.Keys));
        Section($"Different: {one.Environment.Name} → {other.Environment.Name}", left.Keys.Intersect(right.Keys)
            .Select(key => (Key: key, Lines: Changes(left[key], right[key]).ToList())).Where(each => each.Lines.Count > 0)
            .Select(each => $"{each.Key}\n{string.Join('\n', each.Lines.Select(line => $"    {line}"))}"));
        return text.Length > 0 ? text.ToString() : "Nothing differs but names and accounts.\n";

        void Section(string title, IEnumerable<string> entries)
        {
            var sorted = entries.Order(StringComparer.Ordinal).ToList();
            if (sorted.Count > 0)
                text.Append($"{title}\n{string.Join('\n', sorted.Select(entry => $"  {entry}"))}\n\n");
        }
    }

    private static IEnumerable<string> Changes(SortedDictionary<string, string> left, SortedDictionary<string, string> right) =>
        left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            .Where(path => left.GetValueOrDefault(path) != right.GetValueOrDefault(path))
            .Select(path => $"{path}: {Shown(left.GetValueOrDefault(path))} → {Shown(right.GetValueOrDefault(path))}");

    private static string Shown(string? value) => value switch
    {
        null => "—",
        { Length: > ValueLength } => value[..ValueLength] + "…",
        _ => value,
    };
}
