using System.Text.Json.Serialization;

namespace StoreScp.Storage.Aws.Secrets;

// The shapes of GetSecretValue, with the members that we send and read (Secrets Manager API).

internal sealed record GetSecretValueRequest(string SecretId);

internal sealed record GetSecretValueAnswer(string VersionId, string? SecretString = null, byte[]? SecretBinary = null)
{
    /// <summary>Not the value, which what is generated for a record would print.</summary>
    public override string ToString() => $"GetSecretValueAnswer {VersionId}";
}

/// <summary>Reads and writes them without reflection.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GetSecretValueRequest))]
[JsonSerializable(typeof(GetSecretValueAnswer))]
internal sealed partial class SecretsManagerJson : JsonSerializerContext;
