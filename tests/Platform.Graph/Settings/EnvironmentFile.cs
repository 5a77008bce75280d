using YamlDotNet.RepresentationModel;

namespace StoreScp.Platform.Graph.Settings;

/// <summary>An environment: its file, and the settings as the command line hands them to the program, with the defaults of Pulumi.yaml.</summary>
public sealed record EnvironmentFile
{
    /// <summary>Of the stack.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of Pulumi.yaml.</summary>
    public required string Root { get; init; }

    public required ProjectFile Project { get; init; }

    /// <summary>What the file itself says, keys with their namespace.</summary>
    public required IReadOnlyDictionary<string, string> Written { get; init; }

    /// <summary>Keys whose value is encrypted.</summary>
    public required IReadOnlySet<string> Secrets { get; init; }

    /// <summary>Everything that the program can ask for.</summary>
    public IReadOnlyDictionary<string, string> Values
    {
        get
        {
            var values = new Dictionary<string, string>(Written);
            foreach (var setting in Project.Settings.Where(setting => setting.Default is not null))
                values.TryAdd($"{Project.Name}:{setting.Key}", setting.Default!);
            return values;
        }
    }

    public static EnvironmentFile Read(string root, string name)
    {
        var project = ProjectFile.Read(root);
        var config = YamlText.Load(Path.Combine(root, project.StackConfigDir, $"Pulumi.{name}.yaml")).Member("config");
        var entries = (config as YamlMappingNode)?.Children.ToDictionary(each => Qualified(project, ((YamlScalarNode)each.Key).Value!), each => each.Value) ?? [];
        return new()
        {
            Name = name,
            Root = root,
            Project = project,
            Written = entries.ToDictionary(each => each.Key, each => each.Value.Member("secure") is null ? YamlText.ToSetting(each.Value) : "secret"),
            Secrets = entries.Where(each => each.Value.Member("secure") is not null).Select(each => each.Key).ToHashSet(),
        };
    }

    /// <summary>The environments that there are files of.</summary>
    public static IReadOnlyList<string> Names(string root) =>
        [.. Directory.EnumerateFiles(Path.Combine(root, ProjectFile.Read(root).StackConfigDir), "Pulumi.*.yaml").Select(path => Path.GetFileName(path).Split('.')[1]).Order(StringComparer.Ordinal)];

    /// <summary>The same environment with other settings of ours, without their namespace.</summary>
    public EnvironmentFile With(params IEnumerable<(string Key, string Value)> settings)
    {
        var written = new Dictionary<string, string>(Written);
        foreach (var (key, value) in settings)
            written[$"{Project.Name}:{key}"] = value;
        return this with { Written = written };
    }

    public string Value(string key) => Values[$"{Project.Name}:{key}"];

    private static string Qualified(ProjectFile project, string key) => key.Contains(':', StringComparison.Ordinal) ? key : $"{project.Name}:{key}";
}
