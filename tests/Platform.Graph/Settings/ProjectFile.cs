using YamlDotNet.RepresentationModel;

namespace StoreScp.Platform.Graph.Settings;

/// <summary>Pulumi.yaml: what the command line reads before it reads an environment.</summary>
public sealed record ProjectFile(string Name, string Main, string StackConfigDir, IReadOnlyList<DeclaredSetting> Settings)
{
    public static ProjectFile Read(string root)
    {
        var file = YamlText.Load(Path.Combine(root, "Pulumi.yaml"));
        return new(
            Text(file, "name")!, Text(file, "main")!, Text(file, "stackConfigDir")!,
            file.Member("config") is YamlMappingNode config
                ? [.. config.Children.Select(each => Declared(((YamlScalarNode)each.Key).Value!, each.Value))]
                : []);
    }

    private static DeclaredSetting Declared(string key, YamlNode node) => new(
        key, Text(node, "type")!, node.Member("items") is { } items ? Text(items, "type") : null,
        node.Member("default") is { } byDefault ? YamlText.ToSetting(byDefault) : null, Text(node, "description"), Text(node, "secret") == "true");

    private static string? Text(YamlNode node, string key) => (node.Member(key) as YamlScalarNode)?.Value;
}
