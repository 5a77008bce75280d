namespace StoreScp.PulumiDouble.Tests.Typings;

/// <summary>One line of aws-surface.txt; of an enumeration, what follows its name is in Values.</summary>
internal sealed record SurfaceLine(string Kind, string Name, IReadOnlyList<SurfaceProperty> Inputs, IReadOnlyList<SurfaceProperty> Outputs, IReadOnlyList<string> Values)
{
    public static SurfaceLine Parse(string text)
    {
        string[] halves = text.Split('|', 2, StringSplitOptions.TrimEntries);
        string[] head = halves[0].Split(' ');
        if (head is [var module, _, _])
            return new(module, head[1], [], [], [head[2]]);
        if (head[0] == "enum")
            return new(head[0], head[1], [], [], halves[1].Split(' '));
        string[] sides = $" {halves[1]} ".Split(" -> ");
        return new(head[0], head[1], Properties(sides[0]), sides.Length == 2 ? Properties(sides[1]) : [], []);
    }

    private static List<SurfaceProperty> Properties(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(SurfaceProperty.Parse)];
}
