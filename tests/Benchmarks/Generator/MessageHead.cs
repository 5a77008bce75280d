using System.Buffers.Binary;
using StoreScp.Benchmarks.Corpora;

namespace StoreScp.Benchmarks.Generator;

/// <summary>The part of a message that differs between instances: one private copy per association, patched in place.</summary>
public sealed class MessageHead
{
    private readonly MessageTemplate _template;
    private readonly byte[] _bytes;
    private ushort _messageId;

    public MessageHead(MessageTemplate template, long association)
    {
        _template = template;
        _bytes = template.Bytes.AsSpan(0, template.HeadLength).ToArray();
        InstanceUIDs.WriteStudy(_bytes.AsSpan(template.StudyInstanceUIDAt), association);
        InstanceUIDs.WriteSeries(_bytes.AsSpan(template.SeriesInstanceUIDAt), association);
        Buffers = [_bytes, new ArraySegment<byte>(template.Bytes, template.HeadLength, template.Bytes.Length - template.HeadLength)];
    }

    /// <summary>Head and shared tail, to be sent by one gathering write.</summary>
    public IList<ArraySegment<byte>> Buffers { get; }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Turns the message into the next instance and returns its Message ID.</summary>
    public ushort Next(long instanceNumber)
    {
        _messageId++;
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_template.MessageIdAt), _messageId);
        InstanceUIDs.WriteInstance(_bytes.AsSpan(_template.CommandUIDAt), instanceNumber);
        InstanceUIDs.WriteInstance(_bytes.AsSpan(_template.SOPInstanceUIDAt), instanceNumber);
        return _messageId;
    }
}
