using System.Buffers;
using System.Buffers.Binary;

namespace StoreScp.Protocol.Pdus;

/// <summary>What every PDU begins with: type, a reserved byte, and the length of the rest (PS3.8 §9.3.1).</summary>
public readonly record struct PduHeader(PduType Type, uint PduLength)
{
    public const int Length = 6;

    /// <summary>False when fewer than six bytes are there.</summary>
    internal static bool TryRead(in ReadOnlySequence<byte> bytes, out PduHeader header)
    {
        header = default;
        if (bytes.Length < Length) return false;
        Span<byte> copy = stackalloc byte[Length];
        bytes.Slice(0, Length).CopyTo(copy);
        header = Read(copy);
        return true;
    }

    internal static PduHeader Read(ReadOnlySpan<byte> bytes) => new((PduType)bytes[0], BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]));
}
