using System.Buffers;

namespace StoreScp.Protocol.Dimse;

/// <summary>A piece of a data set in the transport's memory; used again for every read.</summary>
internal sealed class DataSetSegment : ReadOnlySequenceSegment<byte>
{
    internal void Set(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
        Next = null;
    }

    internal void Append(DataSetSegment next) => Next = next;
}
