using System.Buffers;

namespace StoreScp.Dicom;

/// <summary>File Meta Information: group 0002 at the beginning of a DICOM file (PS3.10 §7.1). What is null or empty is not written.</summary>
public sealed record FileMetaInformation
{
    public string? MediaStorageSOPClassUID { get; init; }
    public string? MediaStorageSOPInstanceUID { get; init; }
    public string? TransferSyntaxUID { get; init; }
    public string? ImplementationClassUID { get; init; } = Implementation.ClassUID;
    public string? ImplementationVersionName { get; init; } = Implementation.VersionName;
    public string? SourceApplicationEntityTitle { get; init; }
    public string? SendingApplicationEntityTitle { get; init; }
    public string? ReceivingApplicationEntityTitle { get; init; }

    /// <summary>Address of the source, as a URI (VR UR).</summary>
    public string? SourcePresentationAddress { get; init; }
    public string? SendingPresentationAddress { get; init; }
    public string? ReceivingPresentationAddress { get; init; }
    public string? PrivateInformationCreatorUID { get; init; }
    public ReadOnlyMemory<byte> PrivateInformation { get; init; }

    /// <summary>Bytes that <see cref="WriteTo"/> writes.</summary>
    public int WrittenLength => FileMetaWriter.LengthOf(this);

    /// <summary>Writes the preamble of 128 zero bytes, "DICM" and group 0002.</summary>
    /// <exception cref="DicomDataException">A text is too long for its element.</exception>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        int length = WrittenLength;
        FileMetaWriter.Write(this, output.GetSpan(length)[..length]);
        output.Advance(length);
    }
}
