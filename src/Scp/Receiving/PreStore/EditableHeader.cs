using StoreScp.Dicom;
using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.PreStore;

/// <summary>The header of a data set in memory of its own, to be edited, and the rest as it arrives.</summary>
internal sealed class EditableHeader : IDisposable
{
    /// <summary>Smaller ones may stay until the instance is stored.</summary>
    private const int LargeBytes = 64 * 1024;

    private readonly KeptBytes _memory;
    private readonly DicomTransferSyntax _syntax;

    /// <param name="memory">Holds the bytes, and is this object's.</param>
    public EditableHeader(KeptBytes memory, ReadOnlyMemory<byte> bytes, DataSetTail tail, DataSetScanner scanner, DicomTransferSyntax syntax)
    {
        _memory = memory;
        _syntax = syntax;
        Tail = tail;
        Bytes = bytes;
        DataSet = DicomDataset.FromScan(Bytes, scanner.Elements, syntax);
        Fields = HeaderFields.Read(scanner.Elements, new(Bytes));
        Bulk = tail.FindBulk();
    }

    /// <summary>As received; until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Until <see cref="Release"/>.</summary>
    public DicomDataset DataSet { get; private set; }

    /// <summary>As received.</summary>
    public HeaderFields Fields { get; }

    /// <summary>Null when the data set has no bulk; the total length of one of undefined length is not known yet.</summary>
    public ElementEntry? Bulk { get; }

    /// <summary>Everything behind the header.</summary>
    public DataSetTail Tail { get; }

    /// <summary>What the elements take of <see cref="HandledHeaders"/>.</summary>
    public IDisposable? Room { get; set; }

    /// <summary>
    /// The header is stored, and its bulk may take minutes, on hundreds of associations: its elements, many times as large in memory as its bytes, go
    /// with those, and others may come.
    /// </summary>
    public void Release()
    {
        DataSet = new DicomDataset(_syntax);
        if (Bytes.Length > LargeBytes)
        {
            Bytes = default;
            _memory.Abandon();
        }
        Room?.Dispose();
    }

    /// <summary>Gives the memory back once <paramref name="settled"/> has completed: a handler that was abandoned may still read it.</summary>
    public void DisposeAfter(Task settled)
    {
        if (settled.IsCompleted)
            Dispose();
        else
            settled.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    public void Dispose() => _memory.Dispose();
}
