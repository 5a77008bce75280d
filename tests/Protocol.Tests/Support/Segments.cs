using System.Buffers;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>The same bytes in segments of any length.</summary>
sealed class Segments : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(byte[] bytes, int length)
    {
        var first = new Segments { Memory = bytes.AsMemory(0, Math.Min(length, bytes.Length)) };
        var last = first;
        for (var i = length; i < bytes.Length; i += length)
        {
            var next = new Segments { Memory = bytes.AsMemory(i, Math.Min(length, bytes.Length - i)), RunningIndex = i };
            last.Next = next;
            last = next;
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
