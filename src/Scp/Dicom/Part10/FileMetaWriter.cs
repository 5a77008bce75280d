using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Dicom;

/// <summary>Encodes <see cref="FileMetaInformation"/>, always in explicit VR little endian (PS3.10 §7.1), without allocating.</summary>
internal static class FileMetaWriter
{
    private const int PreambleLength = 128;
    private const int GroupLengthElement = 12;
    private const int VersionElement = 14;
    private const int GroupStart = PreambleLength + 4 + GroupLengthElement;

    public static int LengthOf(FileMetaInformation meta) => GroupStart + VersionElement
        + ShortLength(meta.MediaStorageSOPClassUID) + ShortLength(meta.MediaStorageSOPInstanceUID) + ShortLength(meta.TransferSyntaxUID)
        + ShortLength(meta.ImplementationClassUID) + ShortLength(meta.ImplementationVersionName)
        + ShortLength(meta.SourceApplicationEntityTitle) + ShortLength(meta.SendingApplicationEntityTitle)
        + ShortLength(meta.ReceivingApplicationEntityTitle) + LongLength(meta.SourcePresentationAddress?.Length)
        + LongLength(meta.SendingPresentationAddress?.Length) + LongLength(meta.ReceivingPresentationAddress?.Length)
        + ShortLength(meta.PrivateInformationCreatorUID) + LongLength(meta.PrivateInformation.Length);

    public static void Write(FileMetaInformation meta, Span<byte> output)
    {
        output[..PreambleLength].Clear();
        "DICM"u8.CopyTo(output[PreambleLength..]);
        Span<byte> rest = output[(PreambleLength + 4)..];
        WriteHeader(ref rest, 0x0000, DicomVR.UL, 4);
        BinaryPrimitives.WriteInt32LittleEndian(rest, output.Length - GroupStart);
        rest = rest[4..];
        WriteHeader(ref rest, 0x0001, DicomVR.OB, 2);
        rest[0] = 0;
        rest[1] = 1;
        rest = rest[2..];
        WriteText(ref rest, 0x0002, DicomVR.UI, meta.MediaStorageSOPClassUID);
        WriteText(ref rest, 0x0003, DicomVR.UI, meta.MediaStorageSOPInstanceUID);
        WriteText(ref rest, 0x0010, DicomVR.UI, meta.TransferSyntaxUID);
        WriteText(ref rest, 0x0012, DicomVR.UI, meta.ImplementationClassUID);
        WriteText(ref rest, 0x0013, DicomVR.SH, meta.ImplementationVersionName);
        WriteText(ref rest, 0x0016, DicomVR.AE, meta.SourceApplicationEntityTitle);
        WriteText(ref rest, 0x0017, DicomVR.AE, meta.SendingApplicationEntityTitle);
        WriteText(ref rest, 0x0018, DicomVR.AE, meta.ReceivingApplicationEntityTitle);
        WriteText(ref rest, 0x0026, DicomVR.UR, meta.SourcePresentationAddress);
        WriteText(ref rest, 0x0027, DicomVR.UR, meta.SendingPresentationAddress);
        WriteText(ref rest, 0x0028, DicomVR.UR, meta.ReceivingPresentationAddress);
        WriteText(ref rest, 0x0100, DicomVR.UI, meta.PrivateInformationCreatorUID);
        WriteBytes(ref rest, 0x0102, meta.PrivateInformation.Span);
    }

    private static void WriteText(ref Span<byte> rest, ushort element, DicomVR vr, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        int even = Even(value.Length);
        WriteHeader(ref rest, element, vr, even);
        Encoding.ASCII.GetBytes(value, rest);
        if (even > value.Length) rest[value.Length] = vr.PaddingByte();
        rest = rest[even..];
    }

    private static void WriteBytes(ref Span<byte> rest, ushort element, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        int even = Even(value.Length);
        WriteHeader(ref rest, element, DicomVR.OB, even);
        value.CopyTo(rest);
        if (even > value.Length) rest[value.Length] = 0;
        rest = rest[even..];
    }

    private static void WriteHeader(ref Span<byte> rest, ushort element, DicomVR vr, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(rest, 0x0002);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], element);
        BinaryPrimitives.WriteUInt16LittleEndian(rest[4..], (ushort)vr);
        if (vr.HasLongLength())
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], 0);
            BinaryPrimitives.WriteInt32LittleEndian(rest[8..], length);
            rest = rest[12..];
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest[6..], (ushort)length);
            rest = rest[8..];
        }
    }

    private static int ShortLength(string? value)
    {
        if (string.IsNullOrEmpty(value)) return 0;
        if (value.Length > 0xFFFE) throw new DicomDataException("A text of the File Meta Information is longer than 65534 bytes");
        return 8 + Even(value.Length);
    }

    private static int LongLength(int? length) => length is null or 0 ? 0 : 12 + Even(length.Value);

    private static int Even(int length) => (length + 1) & ~1;
}
