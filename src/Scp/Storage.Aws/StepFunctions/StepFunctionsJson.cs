using System.Text.Json.Serialization;

namespace StoreScp.Storage.Aws.StepFunctions;

// The shapes of the two operations, with the members that we send and read (Step Functions API, the operation in the name).

internal sealed record StartExecutionRequest(string StateMachineArn, string Name, string Input);

internal sealed record StartExecutionAnswer(string ExecutionArn);

/// <param name="IncludedData">METADATA_ONLY leaves input and output out, and needs no right to the key that they are encrypted with.</param>
internal sealed record DescribeExecutionRequest(string ExecutionArn, string? IncludedData = null);

internal sealed record DescribeExecutionAnswer(string Status, string? Input = null);

/// <summary>Reads and writes them without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StartExecutionRequest))]
[JsonSerializable(typeof(StartExecutionAnswer))]
[JsonSerializable(typeof(DescribeExecutionRequest))]
[JsonSerializable(typeof(DescribeExecutionAnswer))]
internal sealed partial class StepFunctionsJson : JsonSerializerContext;
