using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>One version of an image set (HealthImaging API ImageSetProperties).</summary>
/// <param name="Updates">What UpdateImageSetMetadata did up to this version, in order.</param>
/// <param name="IsForced">Made by an update or a copy with force.</param>
internal sealed record ImageSetVersion(string ImageSetId, int Version, string WorkflowStatus, JsonArray Updates, bool IsForced, DateTimeOffset CreatedAt)
{
    public const string Created = "CREATED";
    public const string Updated = "UPDATED";
    public const string Copied = "COPIED";
    public const string Deleted = "DELETED";
}
