using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>An image set: the instances of one series whose Patient, Study and Series elements agree.</summary>
/// <param name="StudyFingerprint">Of the Patient and Study elements.</param>
/// <param name="SeriesFingerprint">Of the Series elements.</param>
/// <param name="Tags">DICOMTags of SearchImageSets, without the counts.</param>
internal sealed record ImageSet(
    string Id, string DatastoreId, string StudyInstanceUID, string SeriesInstanceUID, bool IsPrimary, string StudyFingerprint,
    string SeriesFingerprint, JsonObject Tags, int LatestVersion, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DeletedAt)
{
    public string State => DeletedAt is null ? "ACTIVE" : "DELETED";
}
