using System.Text.Json.Serialization;

namespace StoreScp.AwsCalls.Tests;

/// <summary>A question and an answer of no service.</summary>
internal sealed record Question(string Name);

internal sealed record Answer(string Value);

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class TestShapes : JsonSerializerContext;
