using System.Text;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview;

/// <summary>Resources below their components, in order of registration.</summary>
internal static class ResourceTree
{
    public static string Text(PlatformGraph graph)
    {
        var children = graph.Resources.ToLookup(resource => resource.Parent ?? "");
        var text = new StringBuilder();
        text.Append($"{graph.Environment.Name}: {graph.Resources.Count(resource => !resource.IsComponent)} resources in {graph.Environment.Value("Region")}, account {graph.Environment.Value("AccountID")}\n");
        Branch("", "");
        text.Append("\nOutputs\n");
        foreach (var (name, value) in graph.Outputs)
            text.Append($"  {name}: {value}\n");
        return text.ToString();

        void Branch(string parent, string indent)
        {
            var members = children[parent].ToList();
            foreach (var (index, resource) in members.Index())
            {
                bool isLast = index == members.Count - 1;
                text.Append($"{indent}{(isLast ? "└─ " : "├─ ")}{Line(resource)}\n");
                Branch(resource.Key, indent + (isLast ? "   " : "│  "));
            }
        }
    }

    private static string Line(RecordedResource resource)
    {
        string[] marks =
        [
            .. resource.Protect ? ["protected"] : Array.Empty<string>(),
            .. resource.RetainOnDelete ? ["kept when deleted here"] : Array.Empty<string>(),
            .. resource.IgnoreChanges.Count > 0 ? [$"changes ignored: {string.Join(", ", resource.IgnoreChanges)}"] : Array.Empty<string>(),
        ];
        return $"{ShortType(resource)} {resource.Name}{(marks.Length > 0 ? $"  [{string.Join("; ", marks)}]" : "")}";
    }

    /// <summary>aws:ec2/vpc:Vpc → ec2 Vpc; of a component, its class.</summary>
    private static string ShortType(RecordedResource resource)
    {
        string[] parts = resource.Type.Split(':');
        return resource.IsComponent ? parts[^1] : $"{parts[1].Split('/')[0]} {parts[^1]}";
    }
}
