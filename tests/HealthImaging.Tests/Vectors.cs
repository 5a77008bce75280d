using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.HealthImaging.Tests;

/// <summary>A request and the signature that botocore made for it (Vectors/sigv4.json).</summary>
public sealed record SignatureVector(
    string Name, string Method, string Url, string Body, string? ContentType, string? Token, string Timestamp, string Service, string Region, string? Authorization);

/// <summary>What botocore sends for an operation (Vectors/requests.json).</summary>
public sealed record RequestVector(string Operation, string Method, string Host, string Path, string Query, JsonNode? Body);

/// <summary>What botocore's model says of a shape (Vectors/constraints.json).</summary>
public sealed record ConstraintVector(string Shape, int? Min, int? Max, string Pattern);

/// <summary>The committed vectors.</summary>
internal static class Vectors
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<SignatureVector> Signatures { get; } = Read<SignatureVector>("sigv4.json");

    public static IReadOnlyList<RequestVector> Requests { get; } = Read<RequestVector>("requests.json");

    public static IReadOnlyList<ConstraintVector> Constraints { get; } = Read<ConstraintVector>("constraints.json");

    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file));

    private static List<TVector> Read<TVector>(string file) => JsonSerializer.Deserialize<List<TVector>>(Text(file), Json)!;
}
