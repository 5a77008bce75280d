using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>What the import needs to know of an instance whose file it can take.</summary>
internal sealed record ParsedInstance
{
    public required StoredInstance Stored { get; init; }
    public required string StudyInstanceUID { get; init; }
    public required string SeriesInstanceUID { get; init; }
    public required string StudyFingerprint { get; init; }
    public required string SeriesFingerprint { get; init; }
    public required JsonObject Tags { get; init; }
    public required IReadOnlyList<ImportWarning> Warnings { get; init; }
}
