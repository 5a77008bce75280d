using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Receiving.PreStore;

/// <summary>Whether what a handler's stream gives for an encapsulated bulk is a series of whole fragments (PS3.5 §A.4).</summary>
internal sealed class FragmentCheck
{
    private readonly DataSetScanner _scanner = new(DicomReadLimits.Default);
    private readonly ArrayBufferWriter<byte> _end = new(BulkElement.EndBytes);

    public FragmentCheck(DicomTransferSyntax syntax, BulkElement bulk)
    {
        _scanner.Reset(syntax);
        var header = new ArrayBufferWriter<byte>(16);
        bulk.WriteHeader(header, syntax);
        bulk.WriteEnd(_end, syntax);
        Scan(header.WrittenSpan);
    }

    /// <exception cref="BulkFailedException">It is not.</exception>
    public void Append(in ReadOnlySequence<byte> chunk)
    {
        foreach (var segment in chunk)
            Scan(segment.Span);
    }

    /// <inheritdoc cref="Append"/>
    public void Complete()
    {
        Scan(_end.WrittenSpan);
        try
        {
            _scanner.Complete();
        }
        catch (DicomDataException e)
        {
            throw Failed(e);
        }
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[_scanner.Scan(bytes)..];
        }
        catch (DicomDataException e)
        {
            throw Failed(e);
        }
    }

    private static BulkFailedException Failed(DicomDataException error) => new("A plugin handler's stream gave no whole fragments", error);
}
