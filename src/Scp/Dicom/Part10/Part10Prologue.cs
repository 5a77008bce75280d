using System.Buffers.Binary;
using System.Text;

namespace StoreScp.Dicom;

/// <summary>
/// What stands before the data set of a file: preamble, prefix and File Meta Information (PS3.10 §7.1), each of which real files lack or
/// get wrong (docs/reading-policy.md).
/// </summary>
/// <param name="Meta">Null when the file has none.</param>
/// <param name="HasPreamble">128 bytes and "DICM".</param>
/// <param name="DataSetPosition">Bytes before the data set.</param>
internal sealed record Part10Prologue(FileMetaInformation? Meta, bool HasPreamble, int DataSetPosition)
{
    private const int PreambleLength = 128;

    /// <summary>Reads the beginning of a file; null when it needs more of it.</summary>
    /// <exception cref="DicomDataException">An element of the File Meta Information is malformed.</exception>
    public static Part10Prologue? TryRead(ReadOnlySpan<byte> start, bool isWholeFile)
    {
        int position = 0;
        if (start.Length < PreambleLength + 4 && !isWholeFile) return null;
        bool hasPreamble = start.Length >= PreambleLength + 4 && start.Slice(PreambleLength, 4).SequenceEqual("DICM"u8);
        if (hasPreamble) position = PreambleLength + 4;
        else if (start.StartsWith("DICM"u8)) position = 4;

        ReadOnlySpan<byte> rest = start[position..];
        if (!StartsWithMeta(rest, out bool isBigEndian)) return new(null, hasPreamble, position);
        var fields = new Dictionary<ushort, byte[]>();
        int? length = ReadFields(rest, isBigEndian, isWholeFile, fields);
        return length is null ? null : new(ToMeta(fields), hasPreamble, position + length.Value);
    }

    /// <summary>What the first element of a data set says about its encoding; null when it is not the beginning of one.</summary>
    public static DicomTransferSyntax? Guess(ReadOnlySpan<byte> dataSet, long dataSetLength)
    {
        if (dataSet.Length < 8) return null;
        ushort littleEndianGroup = BinaryPrimitives.ReadUInt16LittleEndian(dataSet);
        ushort bigEndianGroup = BinaryPrimitives.ReadUInt16BigEndian(dataSet);
        if (ExplicitVRField.IsKnown(dataSet[4], dataSet[5]))
            return littleEndianGroup <= bigEndianGroup ? DicomTransferSyntax.ExplicitVRLittleEndian : DicomTransferSyntax.ExplicitVRBigEndian;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(dataSet[4..]);
        bool isPlausible = littleEndianGroup is > 0 and <= 0x0020 && 8 + (long)length <= dataSetLength;
        return isPlausible ? DicomTransferSyntax.ImplicitVRLittleEndian : null;
    }

    private static bool StartsWithMeta(ReadOnlySpan<byte> rest, out bool isBigEndian)
    {
        isBigEndian = rest.Length >= 2 && rest[0] == 0 && rest[1] == 2;
        return isBigEndian || (rest.Length >= 2 && rest[0] == 2 && rest[1] == 0);
    }

    /// <summary>
    /// Reads elements for as long as their group is 0002: (0002,0000) is too often wrong to be believed. Explicit or implicit VR is told
    /// element by element. Returns the length of all, null when more bytes are needed.
    /// </summary>
    private static int? ReadFields(ReadOnlySpan<byte> rest, bool isBigEndian, bool isWholeFile, Dictionary<ushort, byte[]> fields)
    {
        int position = 0;
        while (true)
        {
            ReadOnlySpan<byte> head = rest[position..];
            if (head.Length < 12 && !isWholeFile) return null;
            if (head.Length < 8 || ReadUInt16(head, isBigEndian) != 0x0002) return position;
            ushort element = ReadUInt16(head[2..], isBigEndian);
            var tag = new DicomTag(0x0002, element);
            int headerLength = 8;
            long length;
            if (!ExplicitVRField.IsKnown(head[4], head[5])) length = ReadUInt32(head[4..], isBigEndian);
            else if (ExplicitVRField.IsKnownWithShortLength(head[4], head[5])) length = ReadUInt16(head[6..], isBigEndian);
            else
            {
                headerLength = 12;
                if (head.Length < headerLength) throw new DicomDataException("The file ends inside its File Meta Information", tag, position);
                length = ReadUInt32(head[8..], isBigEndian);
            }
            if (headerLength + length > head.Length)
            {
                if (!isWholeFile) return null;
                throw new DicomDataException("The file ends inside its File Meta Information", tag, position);
            }
            fields[element] = head.Slice(headerLength, (int)length).ToArray();
            position += headerLength + (int)length;
        }
    }

    private static FileMetaInformation ToMeta(Dictionary<ushort, byte[]> fields) => new()
    {
        MediaStorageSOPClassUID = Text(fields, 0x0002),
        MediaStorageSOPInstanceUID = Text(fields, 0x0003),
        TransferSyntaxUID = Text(fields, 0x0010),
        ImplementationClassUID = Text(fields, 0x0012),
        ImplementationVersionName = Text(fields, 0x0013),
        SourceApplicationEntityTitle = Text(fields, 0x0016),
        SendingApplicationEntityTitle = Text(fields, 0x0017),
        ReceivingApplicationEntityTitle = Text(fields, 0x0018),
        SourcePresentationAddress = Text(fields, 0x0026),
        SendingPresentationAddress = Text(fields, 0x0027),
        ReceivingPresentationAddress = Text(fields, 0x0028),
        PrivateInformationCreatorUID = Text(fields, 0x0100),
        PrivateInformation = fields.GetValueOrDefault((ushort)0x0102),
    };

    private static string? Text(Dictionary<ushort, byte[]> fields, ushort element)
    {
        if (!fields.TryGetValue(element, out byte[]? bytes)) return null;
        string text = Encoding.Latin1.GetString(bytes).Trim(' ', '\0');
        return text.Length == 0 ? null : text;
    }

    private static ushort ReadUInt16(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint ReadUInt32(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
