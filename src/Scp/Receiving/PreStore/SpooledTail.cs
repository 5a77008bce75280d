using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Receiving.Headers;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>The rest of a data set, kept until handlers have seen it whole: in memory up to 1 MiB, in a file of this process beyond.</summary>
internal sealed class SpooledTail : IDisposable
{
    private readonly SpooledStream _tail;
    private readonly SpooledStream? _received;

    private SpooledTail(string scratchDirectory, bool isDeflated)
    {
        _tail = new SpooledStream(scratchDirectory);
        _received = isDeflated ? new SpooledStream(scratchDirectory) : null;
    }

    /// <summary>What handlers get of it.</summary>
    public WholeDataSet Whole { get; private set; } = null!;

    /// <summary>Reads everything.</summary>
    /// <exception cref="DicomDataException">The data set is damaged.</exception>
    /// <exception cref="StorageUnavailableException">The scratch directory cannot take it.</exception>
    public static async ValueTask<SpooledTail> ReadAsync(
        EditableHeader header, ReceivedBytes bytes, DicomTransferSyntax syntax, string scratchDirectory, CancellationToken cancellation)
    {
        var spooled = new SpooledTail(scratchDirectory, syntax.IsDeflated);
        try
        {
            await spooled.FillAsync(header.Tail, bytes, cancellation);
            spooled.Whole = new WholeDataSet(spooled.BulkOf(header.Tail), spooled.TrailerOf(header.Tail, syntax));
            return spooled;
        }
        catch (Exception error)
        {
            spooled.Dispose();
            if (error is IOException or UnauthorizedAccessException)
                throw new StorageUnavailableException($"A whole data set cannot be kept in the scratch directory: {error.Message}", error);
            throw;
        }
    }

    /// <summary>Writes the data set as it was received.</summary>
    public async ValueTask WriteReceivedAsync(ReadOnlyMemory<byte> header, Func<ReadOnlySequence<byte>, ValueTask> write, CancellationToken cancellation)
    {
        if (_received is null)
            await write(new ReadOnlySequence<byte>(header));
        await using var stream = (_received ?? _tail).OpenRead();
        await StreamChunks.ForEachAsync(stream, write, cancellation);
    }

    public void Dispose()
    {
        _tail.Dispose();
        _received?.Dispose();
    }

    private async ValueTask FillAsync(DataSetTail tail, ReceivedBytes bytes, CancellationToken cancellation)
    {
        if (_received is not null)
        {
            await WriteAsync(_received, bytes.Kept);
            tail.Received = chunk => WriteAsync(_received, chunk);
        }
        while (await tail.ReadAsync(cancellation) is { IsEmpty: false } chunk)
            await WriteAsync(_tail, chunk);
    }

    private Func<Stream>? BulkOf(DataSetTail tail)
    {
        if (tail.FindBulk() is not { } bulk)
            return null;
        var length = bulk.TotalLength - bulk.HeaderLength - (bulk.HasUndefinedLength ? BulkElement.EndBytes : 0);
        return () => _tail.OpenRead(bulk.HeaderLength, length);
    }

    private DicomDataset TrailerOf(DataSetTail tail, DicomTransferSyntax syntax)
    {
        var start = tail.HeaderLength + (tail.FindBulk()?.TotalLength ?? 0);
        // Within DicomReadLimits.MaximumTrailerBytes, which the scanner has checked.
        var trailer = new byte[_tail.Length - (start - tail.HeaderLength)];
        using var stream = _tail.OpenRead(start - tail.HeaderLength, trailer.Length);
        stream.ReadExactly(trailer);
        return DicomDataset.FromScan(trailer, tail.Elements, syntax, start);
    }

    private static async ValueTask WriteAsync(SpooledStream target, ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
            await target.WriteAsync(segment);
    }
}
