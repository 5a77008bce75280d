using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.PreStore;

/// <summary>Writes the data set of an instance as its handlers left it.</summary>
internal static class HandledWriter
{
    /// <summary>Header from memory, everything else as it arrives.</summary>
    public static async ValueTask WriteAsync(
        IHandledInstance handled, EditableHeader header, DataSetOutput output, string scratchDirectory, CancellationToken cancellation)
    {
        await WriteHeaderAsync(handled, header, output, cancellation);
        if (header.Bulk is not { } received || (!handled.IsBulkModified && !handled.WantsTrailer))
        {
            while (await header.Tail.ReadAsync(cancellation) is { IsEmpty: false } chunk)
                await output.WriteAsync(chunk, cancellation);
            if (header.Bulk is null && handled.WantsTrailer)
                await handled.EditTrailerAsync(new DicomDataset(handled.TransferSyntax), cancellation);
            return;
        }
        var splitter = new TailSplitter(header.Tail, received, withHeader: !handled.IsBulkModified);
        if (handled.IsBulkModified)
            await WriteModifiedAsync(handled, new BulkValueStream(splitter, received.HasUndefinedLength, cancellation), output, cancellation);
        else
            await PassAsync(splitter, output, cancellation);
        await WriteTrailerAsync(handled, header.Tail, splitter, output, scratchDirectory, cancellation);
    }

    /// <summary>Everything from memory and files.</summary>
    public static async ValueTask WriteWholeAsync(IHandledInstance handled, EditableHeader header, DataSetOutput output, CancellationToken cancellation)
    {
        await WriteHeaderAsync(handled, header, output, cancellation);
        if (handled.Bulk is not null)
            await WriteBulkAsync(handled, received: null, output, cancellation);
        handled.Trailer?.WriteTo(output.Buffer);
        await output.FlushAsync(cancellation);
    }

    private static async ValueTask WriteHeaderAsync(IHandledInstance handled, EditableHeader header, DataSetOutput output, CancellationToken cancellation)
    {
        handled.Header.WriteTo(output.Buffer);
        await output.FlushAsync(cancellation);
        output.ReleaseLargeBuffer();
        handled.ReleaseHeader();
        header.Release();
    }

    /// <summary>The bulk as it came, header and delimiter included.</summary>
    private static async ValueTask PassAsync(TailSplitter splitter, DataSetOutput output, CancellationToken cancellation)
    {
        while (await splitter.ReadValueAsync(cancellation) is { IsEmpty: false } chunk)
            await output.WriteAsync(chunk, cancellation);
    }

    private static async ValueTask WriteModifiedAsync(
        IHandledInstance handled, BulkValueStream received, DataSetOutput output, CancellationToken cancellation)
    {
        try
        {
            if (handled.Bulk is not null)
                await WriteBulkAsync(handled, received, output, cancellation);
        }
        finally
        {
            await received.CloseAsync();
        }
        await received.DrainAsync();
    }

    private static async ValueTask WriteBulkAsync(IHandledInstance handled, Stream? received, DataSetOutput output, CancellationToken cancellation)
    {
        var bulk = handled.Bulk!.Value;
        bulk.WriteHeader(output.Buffer, handled.TransferSyntax);
        await output.FlushAsync(cancellation);
        var fragments = bulk.Length is null ? new FragmentCheck(handled.TransferSyntax, bulk) : null;
        await using var value = handled.OpenBulk(received);
        var length = await StreamChunks.ForEachAsync(value, WriteChunkAsync, cancellation);
        fragments?.Complete();
        if (bulk.Length is { } announced && length != announced)
            throw new BulkFailedException($"A plugin handler gave {length} bytes of bulk, not {announced}");
        bulk.WriteEnd(output.Buffer, handled.TransferSyntax);
        await output.FlushAsync(cancellation);

        ValueTask WriteChunkAsync(ReadOnlySequence<byte> chunk)
        {
            fragments?.Append(chunk);
            return output.WriteAsync(chunk, cancellation);
        }
    }

    private static async ValueTask WriteTrailerAsync(
        IHandledInstance handled, DataSetTail tail, TailSplitter splitter, DataSetOutput output, string scratchDirectory, CancellationToken cancellation)
    {
        if (!handled.WantsTrailer)
        {
            while (await splitter.ReadTrailerAsync(cancellation) is { IsEmpty: false } chunk)
                await output.WriteAsync(chunk, cancellation);
            return;
        }
        using var bytes = new KeptBytes(scratchDirectory);
        var start = splitter.TrailerStart;
        while (await splitter.ReadTrailerAsync(cancellation) is { IsEmpty: false } chunk)
            bytes.Append(chunk);
        // Handlers may be abandoned while they look at it: memory that is theirs.
        var trailer = DicomDataset.FromScan(bytes.AsMemory().ToArray(), tail.Elements, handled.TransferSyntax, start);
        await handled.EditTrailerAsync(trailer, cancellation);
        trailer.WriteTo(output.Buffer);
        await output.FlushAsync(cancellation);
    }
}
