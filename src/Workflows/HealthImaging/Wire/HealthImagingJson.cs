using System.Text.Json;
using System.Text.Json.Serialization;

namespace StoreScp.HealthImaging;

/// <summary>Reads and writes the API's shapes without reflection. Unknown members are passed over; a missing required one is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(StartDICOMImportJobBody))]
[JsonSerializable(typeof(StartedImportJob))]
[JsonSerializable(typeof(GetDICOMImportJobAnswer))]
[JsonSerializable(typeof(ListDICOMImportJobsPage))]
[JsonSerializable(typeof(CreateDatastoreRequest))]
[JsonSerializable(typeof(CreatedDatastore))]
[JsonSerializable(typeof(GetDatastoreAnswer))]
[JsonSerializable(typeof(ListDatastoresPage))]
[JsonSerializable(typeof(SearchCriteria))]
[JsonSerializable(typeof(SearchImageSetsPage))]
[JsonSerializable(typeof(ImageSet))]
[JsonSerializable(typeof(ListImageSetVersionsPage))]
[JsonSerializable(typeof(DeletedImageSet))]
[JsonSerializable(typeof(ImageFrameInformation))]
internal sealed partial class HealthImagingJson : JsonSerializerContext;
