using System.Globalization;

namespace StoreScp.Platform.Preview.Costs;

/// <summary>assumptions.txt: prices of one region at one time, and a load. Remembers which were used.</summary>
internal sealed class Assumptions
{
    private readonly Dictionary<string, (double Value, string Unit)> _values = [];

    private readonly HashSet<string> _used = [];

    private Assumptions(string region, string date) => (Region, Date) = (region, date);

    public string Region { get; }

    public string Date { get; }

    public IEnumerable<string> Unused => _values.Keys.Except(_used);

    public static Assumptions Read() => Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "assumptions.txt")));

    public static Assumptions Parse(IEnumerable<string> lines)
    {
        var rows = lines.Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0).ToList();
        var assumptions = new Assumptions(rows.Single(row => row[0] == "region")[1], rows.Single(row => row[0] == "date")[1]);
        foreach (string[] row in rows.Where(row => row[0] is "price" or "load"))
            assumptions._values.Add($"{row[0]} {row[1]}", (double.Parse(row[2], CultureInfo.InvariantCulture), string.Join(' ', row[3..])));
        return assumptions;
    }

    public double Price(string name) => Use($"price {name}").Value;

    public string Unit(string price) => Use($"price {price}").Unit;

    public double Load(string name) => Use($"load {name}").Value;

    public IEnumerable<string> LoadLines() =>
        _values.Where(value => value.Key.StartsWith("load ", StringComparison.Ordinal)).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Value.Value} {value.Value.Unit}"));

    private (double Value, string Unit) Use(string key)
    {
        _used.Add(key);
        return _values.TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"assumptions.txt has no {key}");
    }
}
