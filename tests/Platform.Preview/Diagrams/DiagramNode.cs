using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Preview.Diagrams;

/// <summary>One box of a diagram: resources that belong together.</summary>
internal sealed record DiagramNode(string Id, string Title, string Group, IReadOnlyList<RecordedResource> Resources);
