namespace StoreScp.Server.Settings;

/// <summary>Settings that belong together, under a name (<c>--profile aws</c>): weaker than any other source, stronger than the defaults.</summary>
internal static class SettingProfiles
{
    public const string Option = "--profile";

    private static readonly Dictionary<string, (string Key, string Value)[]> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["local"] = [],
        ["aws"] =
        [
            ("Storage:Provider", "Aws"),
            // Load balancers ask for the health of a task from outside it.
            ("Admin:Url", "http://0.0.0.0:8080"),
            ("Logging:Format", "Json"),
            ("Metrics:EmbeddedMetricFormat", "true"),
        ],
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Takes <c>--profile NAME</c> out of a command line.</summary>
    public static IReadOnlyList<WrittenSetting> Take(List<string> arguments, ICollection<SettingError> errors)
    {
        var index = arguments.FindIndex(argument => argument == Option || argument.StartsWith(Option + "=", StringComparison.Ordinal));
        if (index < 0)
            return [];
        var isJoined = arguments[index].Length > Option.Length;
        var name = isJoined ? arguments[index][(Option.Length + 1)..] : arguments.ElementAtOrDefault(index + 1) ?? "";
        arguments.RemoveRange(index, isJoined || index + 1 == arguments.Count ? 1 : 2);
        if (All.TryGetValue(name, out var settings))
            return [.. settings.Select(setting => new WrittenSetting(setting.Key, setting.Value, $"profile {name}"))];
        errors.Add(new SettingError($"{Option} is \"{name}\"; allowed: {string.Join(", ", Names)}."));
        return [];
    }
}
