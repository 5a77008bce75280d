using System.Text;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview.Diagrams;

/// <summary>An environment as a picture in Mermaid: boxes by concern, an arrow where one names another, itself or in the policy of its role.</summary>
internal static class Diagram
{
    public static string Mermaid(PlatformGraph graph)
    {
        var nodes = Nodes(graph);
        var text = new StringBuilder("flowchart LR\n  peers([\"Peers\"])\n");
        foreach (var group in nodes.GroupBy(node => node.Group))
        {
            text.Append($"  subgraph {group.Key}\n");
            foreach (var node in group)
                text.Append($"    {node.Id}[\"{node.Title}\"]\n");
            text.Append("  end\n");
        }
        foreach (string arrow in Arrows(graph, nodes))
            text.Append($"  {arrow}\n");
        return text.ToString();
    }

    private static List<DiagramNode> Nodes(PlatformGraph graph)
    {
        var nodes = new List<DiagramNode>();
        foreach (var box in DiagramShape.All.GroupBy(shape => shape.Title))
        {
            var resources = box.SelectMany(shape => graph.Of(shape.Type)).ToList();
            if (box.First().IsEach)
                foreach (var resource in resources)
                    Add(box, $"{box.Key} {Short(graph, resource)}", [resource]);
            else if (resources.Count > 0)
                Add(box, box.Count() == 1 && resources.Count > 1 ? $"{resources.Count} × {box.Key}" : box.Key, resources);
        }
        return nodes;

        void Add(IEnumerable<DiagramShape> box, string title, IReadOnlyList<RecordedResource> resources) =>
            nodes.Add(new($"n{nodes.Count}", title, box.First().Group, resources));
    }

    private static IEnumerable<string> Arrows(PlatformGraph graph, List<DiagramNode> nodes)
    {
        var references = new References(graph);
        var policies = graph.Of("aws:iam/rolePolicy:RolePolicy").ToLookup(policy => policy.Text("role"));
        if (graph.Of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").Any(rule => rule.Inputs.ContainsKey("cidrIpv4")))
            yield return $"peers -->|DICOM| {nodes.Single(node => node.Title == DiagramShape.Balancer).Id}";
        foreach (var from in nodes)
        {
            var targets = Reach(from.Resources, references, policies);
            foreach (var to in nodes.Where(node => node.Resources.Any(targets.Contains) && DiagramShape.IsDrawn(from, node)))
            {
                // The service names the load balancer, but the traffic goes the other way.
                bool isReceived = from.Title == DiagramShape.Server && to.Title == DiagramShape.Balancer;
                yield return isReceived ? $"{to.Id} --> {from.Id}" : $"{from.Id} --> {to.Id}";
            }
        }
    }

    /// <summary>What the resources name, and what the policies of their roles name.</summary>
    private static HashSet<RecordedResource> Reach(IEnumerable<RecordedResource> resources, References references, ILookup<string?, RecordedResource> policies)
    {
        var named = resources.SelectMany(references.From).ToHashSet();
        var own = named.Where(resource => resource.Type == "aws:iam/role:Role").SelectMany(role => policies[role.Id]).ToList();
        named.UnionWith(own.SelectMany(references.From));
        return named;
    }

    private static string Short(PlatformGraph graph, RecordedResource resource) =>
        resource.Name.Replace($"storescp-{graph.Environment.Name}-", "", StringComparison.Ordinal).Replace("datastore-", "", StringComparison.Ordinal);
}
