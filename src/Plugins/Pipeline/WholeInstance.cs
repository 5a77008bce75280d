using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>An instance that has arrived whole, and its exchange with handlers as a DICOM file. Holds the files it makes until it is disposed.</summary>
public sealed class WholeInstance : IPart10Exchange, IDisposable
{
    private readonly string _scratchDirectory;
    private readonly DicomReadLimits _limits;
    private readonly List<SpooledStream> _spooled = [];

    private WholeInstance(string scratchDirectory, DicomReadLimits limits) => (_scratchDirectory, _limits) = (scratchDirectory, limits);

    /// <summary>Makes a received instance whole, so that handlers may read its bulk and take it as a file.</summary>
    /// <param name="scratchDirectory">An existing directory of this process, for files beyond 1 MiB.</param>
    public static WholeInstance Complete(ReceivedInstance instance, DicomDataset trailer, string scratchDirectory, DicomReadLimits limits)
    {
        ArgumentNullException.ThrowIfNull(instance);
        var whole = new WholeInstance(scratchDirectory, limits);
        instance.Complete(trailer, whole);
        return whole;
    }

    public void Dispose() => _spooled.ForEach(spooled => spooled.Dispose());

    Stream IPart10Exchange.Open(ReceivedInstance instance)
    {
        var file = Spool();
        InstanceFile.Write(instance, file);
        return file.OpenRead();
    }

    async ValueTask IPart10Exchange.ReplaceAsync(ReceivedInstance instance, Stream file, CancellationToken cancellation)
    {
        var copy = Spool();
        await file.CopyToAsync(copy, cancellation);
        using var read = DicomFile.Open(copy.OpenRead(), _limits, bulk: BulkElements.WithoutWaveforms);
        if (read.Meta is not { } meta)
            throw new DicomDataException("The file has no File Meta Information");
        if (read.TransferSyntax.IsDeflated)
            throw new DicomDataException("The file is deflated; write it in Explicit VR Little Endian");
        if (meta.MediaStorageSOPInstanceUID != read.Header.GetUID(DicomTag.SOPInstanceUID) || meta.MediaStorageSOPClassUID != read.Header.GetUID(DicomTag.SOPClassUID))
            throw new DicomDataException("File Meta Information and data set of the file differ in SOP class or instance");
        var trailer = read.ReadTrailer();
        instance.Replace(read.TransferSyntax, read.Header, BulkOf(read, copy), trailer);
    }

    private static InstanceBulk? BulkOf(DicomFile file, SpooledStream bytes)
    {
        if (file.Bulk is not { } entry)
            return null;
        var bulk = BulkElement.From(entry);
        var start = file.DataSetPosition + entry.Offset + entry.HeaderLength;
        var length = bulk.Length ?? entry.TotalLength - entry.HeaderLength - BulkElement.EndBytes;
        return new InstanceBulk(bulk.Tag, bulk.VR, bulk.Length, () => bytes.OpenRead(start, length));
    }

    private SpooledStream Spool()
    {
        var spooled = new SpooledStream(_scratchDirectory);
        _spooled.Add(spooled);
        return spooled;
    }
}
