using System.Text.Json;
using System.Text.Json.Nodes;
using StoreScp.Cloud.Moto;
using StoreScp.Platform.Graph;

namespace StoreScp.Platform.Conformance;

/// <summary>Makes recorded resources in moto, by apply.py in one process for all graphs.</summary>
internal static class MotoRun
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<IReadOnlyList<Report>> ApplyAsync(IEnumerable<AppliedGraph> graphs)
    {
        string? python = await MotoPython.FindAsync();
        if (python is null)
            Tool.Missing($"No python3 of the PATH has moto: {MotoPython.HowToInstall}");
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, new JsonArray([.. graphs.Select(Json)]).ToJsonString());
            var run = await Tool.RunAsync(python!, ["-B", Path.Combine(AppContext.BaseDirectory, "apply", "apply.py"), path], atMost: Limit);
            return JsonSerializer.Deserialize<List<Report>>(run.MustSucceed().Output, CamelCase)!;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static JsonObject Json(AppliedGraph graph) => new()
    {
        ["region"] = graph.Region,
        ["account"] = graph.Account,
        ["resources"] = new JsonArray([.. graph.Resources.Select(resource => (JsonNode)new JsonObject
        {
            ["type"] = resource.Type,
            ["name"] = resource.Name,
            ["id"] = resource.Id,
            ["inputs"] = resource.Inputs.DeepClone(),
            ["outputs"] = resource.Outputs.DeepClone(),
        })]),
    };
}
