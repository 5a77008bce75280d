namespace StoreScp.Emulator;

/// <summary>A file cannot be imported; the message is what failure.ndjson says, and holds no value of the file.</summary>
internal sealed class ImportRejection(string message) : Exception(message)
{
    public static ImportRejection Missing(string keyword) => new($"DICOM attribute {keyword} does not exist");

    /// <summary>What the service says of a file that is not DICOM.</summary>
    public static ImportRejection NoDicom() => new("DICOM attributes does not exist");
}
