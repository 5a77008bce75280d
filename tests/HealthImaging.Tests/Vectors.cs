using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.HealthImaging.Tests;

/// <summary>What botocore sends for an operation (Vectors/requests.json).</summary>
public sealed record RequestVector(string Operation, string Method, string Host, string Path, string Query, JsonNode? Body);

/// <summary>What botocore's model says of a shape (Vectors/constraints.json).</summary>
public sealed record ConstraintVector(string Shape, int? Min, int? Max, string Pattern);

/// <summary>The committed vectors.</summary>
internal static class Vectors
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<RequestVector> Requests { get; } = Read<RequestVector>("requests.json");

    public static IReadOnlyList<ConstraintVector> Constraints { get; } = Read<ConstraintVector>("constraints.json");

    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file));

    private static List<TVector> Read<TVector>(string file) => JsonSerializer.Deserialize<List<TVector>>(Text(file), Json)!;
}
