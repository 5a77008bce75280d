using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>Requests and their data sets to P-DATA-TF PDUs, in writes of many PDUs (PS3.7 §6.3, PS3.8 §9.3.5).</summary>
internal sealed class RequestWriter(UpperLayer upper, int longestFragment)
{
    private const int WriteBytes = 256 * 1024;

    private readonly CommandSetWriter _writer = new();

    internal async ValueTask SendAsync(byte contextID, DimseCommand request, PipeReader? dataSet, CancellationToken cancellation)
    {
        upper.Fire(AssociationEvent.Evt9PDataRequest);
        PDataTFWriter.WriteCommand(upper.Output, contextID, _writer.Write(request), longestFragment);
        if (dataSet is not null) await WriteDataSetAsync(contextID, dataSet, cancellation);
        await upper.FlushAsync();
    }

    private async ValueTask WriteDataSetAsync(byte contextID, PipeReader dataSet, CancellationToken cancellation)
    {
        var unflushed = 0;
        while (true)
        {
            var read = await dataSet.ReadAsync(cancellation);
            var rest = read.Buffer;
            // A fragment is the last one only when it is known that nothing follows: one is held back.
            while (rest.Length > longestFragment)
            {
                Write(contextID, rest.Slice(0, longestFragment), isLast: false);
                rest = rest.Slice(longestFragment);
                unflushed += longestFragment;
                if (unflushed < WriteBytes) continue;
                unflushed = 0;
                await upper.FlushAsync();
            }
            if (read.IsCompleted) Write(contextID, rest, isLast: true);
            dataSet.AdvanceTo(read.IsCompleted ? rest.End : rest.Start, rest.End);
            if (read.IsCompleted) return;
        }
    }

    private void Write(byte contextID, in ReadOnlySequence<byte> fragment, bool isLast)
    {
        upper.Fire(AssociationEvent.Evt9PDataRequest);
        PDataTFWriter.WriteDataHeader(upper.Output, contextID, (int)fragment.Length, isLast);
        foreach (var memory in fragment) upper.Output.Write(memory.Span);
    }
}
