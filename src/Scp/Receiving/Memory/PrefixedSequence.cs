using System.Buffers;

namespace StoreScp.Receiving.Memory;

/// <summary>Some bytes in front of a sequence, as one sequence and without a copy, so that they are written in one call.</summary>
internal static class PrefixedSequence
{
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> prefix, ReadOnlySequence<byte> bytes)
    {
        var first = new Segment(prefix, null);
        var last = first;
        foreach (var memory in bytes)
            last = new Segment(memory, last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null)
                return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
