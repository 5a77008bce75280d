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
        return syntax.IsDeflated
            ? await ReadInflatedAsync(bytes, bytes.Inflate(limits), syntax, scratchDirectory, cancellation)
            : await ReadPlainAsync(bytes, syntax, scratchDirectory, cancellation);
    }

    private async ValueTask<EditableHeader> ReadPlainAsync(
        ReceivedBytes bytes, DicomTransferSyntax syntax, string scratchDirectory, CancellationToken cancellation)
    {
        var tail = new DataSetTail(_scanner, bytes);
        do
        {
            tail.Scan(await bytes.ReadAsync(cancellation));
        }
        while (!tail.IsHeaderComplete && !bytes.IsCompleted);
        if (!tail.IsHeaderComplete)
            _scanner.Complete();
        if (bytes.TakeKept() is { } kept)
            return Divide(kept, tail, syntax);

        var memory = new KeptBytes(scratchDirectory);
        memory.Append(bytes.Kept.Slice(0, _scanner.HeaderLength));
        var header = Divide(memory, tail, syntax);
        tail.Surplus = bytes.Kept.Slice(_scanner.HeaderLength);
        return header;
    }

    private async ValueTask<EditableHeader> ReadInflatedAsync(
        ReceivedBytes bytes, InflatedBytes inflated, DicomTransferSyntax syntax, string scratchDirectory, CancellationToken cancellation)
    {
        var tail = new DataSetTail(_scanner, bytes, inflated);
        var read = new KeptBytes(scratchDirectory);
        try
        {
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
        }
        catch
        {
            read.Dispose();
            throw;
        }
        return Divide(read, tail, syntax);
    }

    /// <summary>Into the header and what was read behind it; both stay where they are.</summary>
    private EditableHeader Divide(KeptBytes memory, DataSetTail tail, DicomTransferSyntax syntax)
    {
        try
        {
            var all = memory.AsMemory();
            var length = (int)_scanner.HeaderLength;
            tail.Surplus = new ReadOnlySequence<byte>(all[length..]);
            return new EditableHeader(memory, all[..length], tail, _scanner, syntax);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
