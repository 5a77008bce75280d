using System.Buffers.Binary;
using System.Text;
using StoreScp.Benchmarks.Corpora;

namespace StoreScp.Benchmarks.Generator;

/// <summary>
/// One C-STORE-RQ and all its P-DATA-TF PDUs, encoded once per scenario. The bytes up to <see cref="HeadLength"/> hold every UID and are copied
/// per association; what follows is the same for all and is sent from this one buffer.
/// </summary>
public sealed class MessageTemplate
{
    public const int LargestPdu = 131072;
    private const int PduAndPdvHeader = 12;

    private MessageTemplate(GeneratedInstance instance, int maximumLength)
    {
        Instance = instance;
        MaximumLength = maximumLength;
        var command = Command(instance.SOPClassUID, out var messageIdAt, out var commandUIDAt);
        var fragment = maximumLength - 6;
        var fragments = (instance.DataSet.Length + fragment - 1) / fragment;
        Bytes = new byte[PduAndPdvHeader + command.Length + instance.DataSet.Length + (fragments * PduAndPdvHeader)];

        var written = WritePdu(0, command, control: 0x03);
        var dataStart = written;
        for (var offset = 0; offset < instance.DataSet.Length; offset += fragment)
        {
            var take = Math.Min(fragment, instance.DataSet.Length - offset);
            var isLast = offset + take == instance.DataSet.Length;
            written = WritePdu(written, instance.DataSet.AsSpan(offset, take), control: isLast ? (byte)0x02 : (byte)0x00);
        }

        MessageIdAt = PduAndPdvHeader + messageIdAt;
        CommandUIDAt = PduAndPdvHeader + commandUIDAt;
        SOPInstanceUIDAt = OnTheWire(instance.SOPInstanceUIDOffset);
        StudyInstanceUIDAt = OnTheWire(instance.StudyInstanceUIDOffset);
        SeriesInstanceUIDAt = OnTheWire(instance.SeriesInstanceUIDOffset);
        HeadLength = Math.Max(SOPInstanceUIDAt, Math.Max(StudyInstanceUIDAt, SeriesInstanceUIDAt)) + InstanceUIDs.Length;

        int OnTheWire(int offset)
        {
            // A UID cut in two by a PDU boundary could not be patched in one go; the generated headers are laid out so that none is.
            if (offset / fragment != (offset + InstanceUIDs.Length - 1) / fragment)
                throw new InvalidOperationException($"With PDUs of {maximumLength} bytes a UID straddles two of them.");
            return dataStart + offset + (((offset / fragment) + 1) * PduAndPdvHeader);
        }
    }

    public GeneratedInstance Instance { get; }

    public byte[] Bytes { get; }

    public int HeadLength { get; }

    /// <summary>The length of the largest P-DATA-TF sent (PS3.8 §D.1.1).</summary>
    public int MaximumLength { get; }

    public int MessageIdAt { get; }

    public int CommandUIDAt { get; }

    public int SOPInstanceUIDAt { get; }

    public int StudyInstanceUIDAt { get; }

    public int SeriesInstanceUIDAt { get; }

    /// <param name="announcedLength">Maximum Length Received as the server announced it; 0 is no limit.</param>
    public static MessageTemplate Create(GeneratedInstance instance, int announcedLength) =>
        new(instance, announcedLength == 0 ? LargestPdu : Math.Min(announcedLength, LargestPdu));

    private int WritePdu(int at, ReadOnlySpan<byte> value, byte control)
    {
        var pdu = Bytes.AsSpan(at);
        pdu[0] = 4;
        BinaryPrimitives.WriteUInt32BigEndian(pdu[2..], (uint)value.Length + 6);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[6..], (uint)value.Length + 2);
        pdu[10] = AssociatePdus.ContextId;
        pdu[11] = control;
        value.CopyTo(pdu[PduAndPdvHeader..]);
        return at + PduAndPdvHeader + value.Length;
    }

    /// <summary>C-STORE-RQ (PS3.7 §9.3.1.1), Implicit VR Little Endian as all command sets are.</summary>
    private static byte[] Command(string sopClassUID, out int messageIdAt, out int instanceUIDAt)
    {
        var bytes = new MemoryStream();
        Element(0x0000, new byte[4]);
        Element(0x0002, Encoding.ASCII.GetBytes(sopClassUID.Length % 2 == 0 ? sopClassUID : sopClassUID + '\0'));
        Element(0x0100, [1, 0]);
        messageIdAt = Element(0x0110, [1, 0]);
        Element(0x0700, [0, 0]);
        Element(0x0800, [0, 0]);
        instanceUIDAt = Element(0x1000, Encoding.ASCII.GetBytes(InstanceUIDs.Placeholder));
        var command = bytes.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(command.AsSpan(8), (uint)command.Length - 12);
        return command;

        int Element(ushort element, ReadOnlySpan<byte> value)
        {
            Span<byte> header = stackalloc byte[8];
            header.Clear();
            BinaryPrimitives.WriteUInt16LittleEndian(header[2..], element);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)value.Length);
            bytes.Write(header);
            bytes.Write(value);
            return (int)bytes.Length - value.Length;
        }
    }
}
