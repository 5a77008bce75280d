using System.Text.Json;

namespace StoreScp.AwsCalls.Tests;

/// <summary>A request and the signature that botocore made for it (Vectors/sigv4.json).</summary>
public sealed record SignatureVector(
    string Name, string Method, string Url, string Body, string? ContentType, string? Token, string Timestamp, string Service, string Region, string? Target,
    string? Authorization);

/// <summary>The committed vectors.</summary>
internal static class Vectors
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<SignatureVector> Signatures { get; } = Read<SignatureVector>("sigv4.json");

    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", file));

    private static List<TVector> Read<TVector>(string file) => JsonSerializer.Deserialize<List<TVector>>(Text(file), Json)!;
}
