using System.Buffers;

namespace StoreScp.Storage.Tests;

/// <summary>Synthetic rows and objects.</summary>
public static class Samples
{
    public const string Study = "1.2.826.0.1.3680043.8.498.1";

    public static CancellationToken None => CancellationToken.None;

    public static ReceiptId NewReceipt() => ReceiptId.Create(TimeProvider.System);

    public static BatchId BatchAt(DateTimeOffset time) => BatchId.Create(new FixedTime(time));

    public static ReceiptId ReceiptAt(DateTimeOffset time) => ReceiptId.Create(new FixedTime(time));

    public static ObjectKey NewKey(string study = Study) => ObjectKeys.ForInstance(study, $"{study}.{Random.Shared.Next()}", NewReceipt());

    public static InstanceIdentity Identity(string sopInstance, string study = Study) => new()
    {
        SOPClassUID = "1.2.840.10008.5.1.4.1.1.2",
        SOPInstanceUID = sopInstance,
        StudyInstanceUID = study,
        SeriesInstanceUID = study + ".1",
        AccessionNumber = "A-1",
        TransferSyntaxUID = "1.2.840.10008.1.2.1",
    };

    public static InstanceRow Row(string sopInstance, string study = Study, ReceiptId? receipt = null)
    {
        var identity = Identity(sopInstance, study);
        var ours = receipt ?? NewReceipt();
        return new InstanceRow
        {
            Receipt = ours,
            Received = identity,
            Stored = identity,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.7",
            ImplementationClassUID = "1.2.3.4",
            ImplementationVersionName = "MODALITY_1",
            AssociationId = "A1",
            ObjectKey = ObjectKeys.ForInstance(study, sopInstance, ours),
            Bytes = 1000,
            ContentHash = "00112233445566778899aabbccddeeff",
            ContentLength = 900,
            Trace = new TraceSpan("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"),
        };
    }

    public static DuplicateRow Duplicate(InstanceRow kept, ReceiptId receipt) => new()
    {
        Receipt = receipt,
        Kept = kept.Key,
        CallingAETitle = "CT2",
        PeerAddress = "192.0.2.8",
        AssociationId = "A2",
    };

    public static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    public static async Task WriteAsync(IInstanceStore store, ObjectKey key, byte[] bytes)
    {
        await using var writer = await store.CreateAsync(key, None);
        await writer.WriteAsync(new ReadOnlySequence<byte>(bytes), None);
        await writer.CommitAsync(None);
    }

    public static async Task<byte[]?> ReadAsync(IInstanceStore store, ObjectKey key)
    {
        await using var stream = await store.OpenReadAsync(key, None);
        if (stream is null)
            return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    public static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    /// <summary>The given bytes in pieces of <paramref name="size"/>, as a pipe would hand them over.</summary>
    public static ReadOnlySequence<byte> InSegments(byte[] bytes, int size)
    {
        var first = new Segment(bytes.AsMemory(0, Math.Min(size, bytes.Length)), null);
        var last = first;
        for (var offset = size; offset < bytes.Length; offset += size)
            last = new Segment(bytes.AsMemory(offset, Math.Min(size, bytes.Length - offset)), last);
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

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
