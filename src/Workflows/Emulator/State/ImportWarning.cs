namespace StoreScp.Emulator;

/// <summary>A warning of warning.ndjson (AWS HealthImaging Developer Guide, "Import job warning codes").</summary>
internal sealed record ImportWarning(int Code, string Type, string Message)
{
    public static ImportWarning FramesExtractionFailure { get; } = new(
        0xB110, "FramesExtractionFailure", "The file was imported, but its pixel data could not be divided into frames.");

    public static ImportWarning FrameNumberMismatch { get; } = new(
        0xB111, "FrameNumberMismatch", "The file was imported, but the number of frames is not that of NumberOfFrames.");

    public static ImportWarning InvalidOffsetTable { get; } = new(
        0xB112, "InvalidOffsetTable", "The file was imported but contains an invalid offset table, may see issues when retrieving certain frames.");

    public static ImportWarning UnsupportedTransferSyntax { get; } = new(
        0xB120, "UnsupportedTransferSyntax", "The file was imported, but its transfer syntax is not supported.");

    public static ImportWarning InvalidUIDFormat { get; } = new(
        0xB201, "InvalidUIDFormat", "The file was imported, but a UID has other characters than digits and dots.");
}
