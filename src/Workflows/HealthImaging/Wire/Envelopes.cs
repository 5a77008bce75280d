namespace StoreScp.HealthImaging;

// Answers that only wrap what callers get, and the bodies that nobody else needs (HealthImaging API, the response of the operation in the name).

internal sealed record GetDICOMImportJobAnswer(DICOMImportJobProperties JobProperties);

internal sealed record ListDICOMImportJobsPage(IReadOnlyList<DICOMImportJobSummary> JobSummaries, string? NextToken = null);

internal sealed record GetDatastoreAnswer(DatastoreProperties DatastoreProperties);

internal sealed record ListDatastoresPage(IReadOnlyList<DatastoreSummary>? DatastoreSummaries = null, string? NextToken = null);

internal sealed record SearchImageSetsPage(IReadOnlyList<ImageSetsMetadataSummary> ImageSetsMetadataSummaries, string? NextToken = null);

internal sealed record ListImageSetVersionsPage(IReadOnlyList<ImageSetProperties> ImageSetPropertiesList, string? NextToken = null);

internal sealed record StartDICOMImportJobBody(
    string? JobName, string ClientToken, string DataAccessRoleArn, string InputS3Uri, string OutputS3Uri, string? InputOwnerAccountId);

internal sealed record ImageFrameInformation(string ImageFrameId);
