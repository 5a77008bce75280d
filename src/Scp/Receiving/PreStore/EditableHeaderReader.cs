using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.PreStore;

/// <summary>Reads a data set up to its bulk, waveforms included, into memory that handlers may edit.</summary>
internal sealed class EditableHeaderReader(DicomReadLimits limits)
{
    private readonly DataSetScanner _scanner = new(limits);

    /// <exception cref="DicomDataException">The header cannot be understood or exceeds a limit.</exception>
    public async ValueTask<EditableHeader> ReadAsync(
        ReceivedBytes bytes, DicomTransferSyntax syntax, string scratchDirectory, CancellationToken cancellation)
    {
        _scanner.Reset(syntax, BulkElements.WithoutWaveforms);
        var memory = new KeptBytes(scratchDirectory);
        try
        {
            var tail = syntax.IsDeflated
                ? await ReadInflatedAsync(bytes, bytes.Inflate(limits), memory, scratchDirectory, cancellation)
                : await ReadPlainAsync(bytes, memory, cancellation);
            return new EditableHeader(memory, tail, _scanner, syntax);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    private async ValueTask<DataSetTail> ReadPlainAsync(ReceivedBytes bytes, KeptBytes memory, CancellationToken cancellation)
    {
        var tail = new DataSetTail(_scanner, bytes);
        do
        {
            tail.Scan(await bytes.ReadAsync(cancellation));
        }
        while (!tail.IsHeaderComplete && !bytes.IsCompleted);
        if (!tail.IsHeaderComplete)
            _scanner.Complete();
        memory.Append(bytes.Kept.Slice(0, _scanner.HeaderLength));
        return tail;
    }

    private async ValueTask<DataSetTail> ReadInflatedAsync(
        ReceivedBytes bytes, InflatedBytes inflated, KeptBytes memory, string scratchDirectory, CancellationToken cancellation)
    {
        var read = new KeptBytes(scratchDirectory);
        var tail = new DataSetTail(_scanner, bytes, inflated, read);
        ReadOnlyMemory<byte> chunk;
        do
        {
            chunk = await inflated.ReadAsync(cancellation);
            read.Append(chunk.Span);
            tail.Scan(new ReadOnlySequence<byte>(chunk));
        }
        while (!chunk.IsEmpty && !tail.IsHeaderComplete);
        if (!tail.IsHeaderComplete)
            _scanner.Complete();
        memory.Append(read.AsMemory().Span[..(int)_scanner.HeaderLength]);
        return tail;
    }
}
