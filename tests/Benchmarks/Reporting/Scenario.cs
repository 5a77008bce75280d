using System.Globalization;

namespace StoreScp.Benchmarks.Reporting;

/// <summary>A corpus and a number of associations at the same time, e.g. a×16, with as many instances as make a run last a second.</summary>
public sealed record Scenario(char Corpus, int Associations, int InstancesPerAssociation)
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new('a', 1, 3000), new('a', 4, 1000), new('a', 16, 250), new('a', 300, 4), new('b', 16, 500), new('c', 4, 4),
    ];

    /// <summary>Not among all: 16 GB on a disk, and 3 GB of memory in the harness.</summary>
    public static readonly Scenario Large = new('e', 16, 1);

    public static readonly IReadOnlyList<Scenario> Quick = [new('a', 1, 1000), new('a', 16, 100), new('b', 16, 150), new('c', 4, 1)];

    public string Name => $"{Corpus}×{Associations}";

    /// <summary>Instances of 105 MB warm a server up by themselves: one per association is enough, and all the disk has room for.</summary>
    public bool IsWarmedUpByTime => Corpus is 'a' or 'b';

    /// <summary>Of each association. Instances of 1 GB are measured from the first byte: what starting costs does not show beside them.</summary>
    public int WarmUpInstances => Corpus == 'e' ? 0 : 1;

    /// <summary>Reads a×16 or ax16: one of the list, or with a number of instances after a colon (ax16:500) any other.</summary>
    public static Scenario Parse(string text, IReadOnlyList<Scenario> known)
    {
        var parts = text.Split('×', 'x', ':');
        if (parts.Length is < 2 or > 3 || parts[0] is not ("a" or "b" or "c" or "e") || !TryCount(parts[1], out var associations))
            throw new FormatException($"'{text}' is not a scenario such as a×16, b×16, c×4 or e×16.");
        var listed = known.Concat(All).Append(Large).FirstOrDefault(s => s.Corpus == parts[0][0] && s.Associations == associations);
        if (parts.Length == 3 && TryCount(parts[2], out var instances))
            return new Scenario(parts[0][0], associations, instances);
        return listed ?? throw new FormatException($"'{text}' is not in the list: say how many instances per association, e.g. {text}:100.");
    }

    private static bool TryCount(string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0;
}
