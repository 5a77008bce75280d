using System.IO.Compression;
using StoreScp.Dicom;

namespace StoreScp.Server.Plugins.Trials;

/// <summary>A DICOM file as an instance that has arrived whole, inflated where it is deflated.</summary>
internal sealed class TrialFile : IDisposable
{
    private readonly SpooledStream _dataSet;
    private readonly long _bulkStart;
    private readonly long _bulkLength;

    private TrialFile(DicomFile file, DicomDataset trailer, SpooledStream dataSet)
    {
        (TransferSyntax, Header, Trailer, _dataSet) = (file.TransferSyntax, file.Header, trailer, dataSet);
        if (file.Bulk is not { } bulk)
            return;
        Bulk = BulkElement.From(bulk);
        _bulkStart = bulk.Offset + bulk.HeaderLength;
        _bulkLength = bulk.TotalLength - bulk.HeaderLength - (bulk.HasUndefinedLength ? BulkElement.EndBytes : 0);
    }

    public DicomTransferSyntax TransferSyntax { get; }

    public DicomDataset Header { get; }

    public BulkElement? Bulk { get; }

    public DicomDataset Trailer { get; }

    /// <exception cref="DicomDataException">It is no DICOM file, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TrialFile Open(string path, string scratchFolder)
    {
        using var file = DicomFile.Open(path, bulk: BulkElements.WithoutWaveforms);
        var trailer = file.ReadTrailer();
        var dataSet = new SpooledStream(scratchFolder);
        try
        {
            using var again = DicomFile.Open(path, bulk: BulkElements.WithoutWaveforms);
            var bytes = again.SeekDataSet();
            using var inflated = file.TransferSyntax.IsDeflated ? new DeflateStream(bytes, CompressionMode.Decompress) : null;
            (inflated ?? bytes).CopyTo(dataSet);
            return new(file, trailer, dataSet);
        }
        catch
        {
            dataSet.Dispose();
            throw;
        }
    }

    /// <summary>The value of the bulk, without a delimiter.</summary>
    public Stream OpenBulk() => _dataSet.OpenRead(_bulkStart, _bulkLength);

    public void Dispose() => _dataSet.Dispose();
}
