using System.Buffers;
using System.Buffers.Binary;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Dimse;

/// <summary>Fragments to P-DATA-TF PDUs, one presentation data value each, no longer than the peer takes (PS3.8 §9.3.5, Annex E).</summary>
internal static class PDataTFWriter
{
    private const int HeaderLength = PduHeader.Length + PdvCursor.HeaderLength;

    /// <summary>The longest fragment in a PDU of this length; even, as Annex E.2 asks. A maximum of 0 is no limit.</summary>
    internal static int LongestFragment(uint peerMaximum, uint ourMaximum)
    {
        var maximum = peerMaximum == 0 ? ourMaximum : Math.Min(peerMaximum, ourMaximum);
        // Two bytes at least, whatever nonsense the peer announces.
        maximum = Math.Max(maximum, PdvCursor.HeaderLength + 2);
        return (int)((maximum - PdvCursor.HeaderLength) & ~1u);
    }

    /// <summary>Writes a whole command set; nothing is flushed.</summary>
    internal static void WriteCommand(IBufferWriter<byte> output, byte contextID, ReadOnlySpan<byte> command, int longestFragment)
    {
        while (true)
        {
            var length = Math.Min(command.Length, longestFragment);
            var isLast = length == command.Length;
            WriteFragment(output, contextID, command[..length], isCommand: true, isLast);
            if (isLast) return;
            command = command[length..];
        }
    }

    internal static void WriteFragment(IBufferWriter<byte> output, byte contextID, ReadOnlySpan<byte> fragment, bool isCommand, bool isLast)
    {
        var pdu = output.GetSpan(HeaderLength + fragment.Length);
        WriteHeader(pdu, contextID, fragment.Length, isCommand, isLast);
        fragment.CopyTo(pdu[HeaderLength..]);
        output.Advance(HeaderLength + fragment.Length);
    }

    /// <summary>Writes the headers of a data set fragment whose bytes the caller writes next.</summary>
    internal static void WriteDataHeader(IBufferWriter<byte> output, byte contextID, int fragmentLength, bool isLast)
    {
        WriteHeader(output.GetSpan(HeaderLength), contextID, fragmentLength, isCommand: false, isLast);
        output.Advance(HeaderLength);
    }

    private static void WriteHeader(Span<byte> pdu, byte contextID, int fragmentLength, bool isCommand, bool isLast)
    {
        pdu[0] = (byte)PduType.PDataTF;
        pdu[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(pdu[2..], (uint)(PdvCursor.HeaderLength + fragmentLength));
        BinaryPrimitives.WriteUInt32BigEndian(pdu[6..], (uint)(2 + fragmentLength));
        pdu[10] = contextID;
        pdu[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
    }
}
