using StoreScp.Dicom;
using StoreScp.Receiving.Headers;

namespace StoreScp.Receiving.PreStore;

/// <summary>The header of a data set in memory of its own, to be edited, and the rest as it arrives.</summary>
internal sealed class EditableHeader : IDisposable
{
    private readonly KeptBytes _memory;
    private readonly DicomTransferSyntax _syntax;

    public EditableHeader(KeptBytes memory, DataSetTail tail, DataSetScanner scanner, DicomTransferSyntax syntax)
    {
        _memory = memory;
        _syntax = syntax;
        Tail = tail;
        Bytes = memory.AsMemory();
        DataSet = DicomDataset.FromScan(Bytes, scanner.Elements, syntax);
        Fields = HeaderFields.Read(scanner.Elements, new(Bytes));
        Bulk = tail.FindBulk();
    }

    /// <summary>As received.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Until <see cref="ReleaseDataSet"/>.</summary>
    public DicomDataset DataSet { get; private set; }

    /// <summary>As received.</summary>
    public HeaderFields Fields { get; }

    /// <summary>Null when the data set has no bulk; the total length of one of undefined length is not known yet.</summary>
    public ElementEntry? Bulk { get; }

    /// <summary>Everything behind the header.</summary>
    public DataSetTail Tail { get; }

    /// <summary>What the elements take of <see cref="HandledHeaders"/>.</summary>
    public IDisposable? Room { get; set; }

    /// <summary>The header is stored: its elements, many times as large in memory as its bytes, go, and others may come.</summary>
    public void ReleaseDataSet()
    {
        DataSet = new DicomDataset(_syntax);
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

    public void Dispose()
    {
        Tail.Dispose();
        _memory.Dispose();
    }
}
