using System.Text.Json;
using System.Text.Json.Serialization;
using StoreScp.Import.Results;

namespace StoreScp.Import;

/// <summary>Serializers of the workflow's state and of the result files; no reflection, so that the functions can be compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ImportState))]
[JsonSerializable(typeof(ImportJob))]
[JsonSerializable(typeof(ImportCounts))]
[JsonSerializable(typeof(RecordedResults))]
[JsonSerializable(typeof(FailedJob))]
[JsonSerializable(typeof(RedrivenFiles))]
[JsonSerializable(typeof(ClosedBatch))]
[JsonSerializable(typeof(ManifestDocument))]
[JsonSerializable(typeof(ResultLine))]
internal sealed partial class ImportJson : JsonSerializerContext;
