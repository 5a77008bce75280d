using System.Buffers.Binary;
using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>Finds and opens the object of a forward, wherever the import has moved it.</summary>
internal sealed class ForwardedObject(ILedgerReader ledger, IInstanceStore store)
{
    // Preamble, "DICM", and (0002,0000) UL with its value: all bytes of group 2 that follow (PS3.10 §7.1).
    private const int StartLength = 144;

    /// <summary>A stream at the first byte of the data set; null when the store does not have the object.</summary>
    /// <exception cref="InvalidDataException">The object is not what we write: a preamble and File Meta Information with its length.</exception>
    public async ValueTask<Stream?> OpenAsync(ForwardRow forward, CancellationToken cancellation)
    {
        ObjectKey? tried = null;
        while (await FindKeyAsync(forward, cancellation) is { } key && key != tried)
        {
            if (await store.OpenReadAsync(key, cancellation) is { } stream)
                return await SeekDataSetAsync(stream, cancellation);
            // The import may have moved it since we asked: then the row says where to.
            tried = key;
        }
        return null;
    }

    private async ValueTask<ObjectKey?> FindKeyAsync(ForwardRow forward, CancellationToken cancellation)
    {
        foreach (var row in await ledger.FindByReceivedAsync(forward.Instance.ReceivedSOPInstanceUID, cancellation))
        {
            if (row.Ordinal == forward.Instance.Ordinal)
                return row.Deliveries.FirstOrDefault(delivery => delivery.Route == forward.Key.Route) is { } delivery ? row.ObjectOf(delivery) : row.ObjectKey;
        }
        return null;
    }

    private static async ValueTask<Stream> SeekDataSetAsync(Stream stream, CancellationToken cancellation)
    {
        try
        {
            var start = new byte[StartLength];
            var length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
            if (length < start.Length || !start.AsSpan(128, 12).SequenceEqual("DICM\x02\0\0\0UL\x04\0"u8))
                throw new InvalidDataException("the object is no DICOM file with File Meta Information");
            stream.Position = StartLength + BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(140));
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
