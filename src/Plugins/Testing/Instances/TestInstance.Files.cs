using System.IO.Compression;
using StoreScp.Dicom;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

// From and to DICOM files (PS3.10).
public sealed partial class TestInstance
{
    /// <summary>Takes the instance from a file, which stays where it is: its bulk is read from there in each run. Use no real patient's.</summary>
    /// <exception cref="DicomDataException">It is no DICOM file, or malformed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static TestInstance FromFile(string path) => From(() => File.OpenRead(path));

    /// <summary>Takes the instance from the bytes of a file.</summary>
    /// <exception cref="DicomDataException">They are no DICOM file, or malformed.</exception>
    public static TestInstance FromPart10(byte[] file) => From(() => new MemoryStream(file, writable: false));

    /// <summary>Writes the instance as a file; a deflated one is written inflated.</summary>
    public void WriteTo(Stream file) => InstanceFile.Write(BuildWhole(Path.GetTempPath()).Instance, file);

    private static TestInstance From(Func<Stream> open)
    {
        using var file = DicomFile.Open(open(), bulk: BulkElements.WithoutWaveforms);
        var trailer = file.ReadTrailer();
        var bulk = file.Bulk is { } entry ? BulkOf(file, entry, open) : null;
        return new TestInstance { TransferSyntax = file.TransferSyntax, FileHeader = file.Header, FileTrailer = trailer, Bulk = bulk };
    }

    private static GivenBulk BulkOf(DicomFile file, ElementEntry entry, Func<Stream> open)
    {
        var element = BulkElement.From(entry);
        var length = element.Length ?? entry.TotalLength - entry.HeaderLength - BulkElement.EndBytes;
        var isDeflated = file.TransferSyntax.IsDeflated;
        var start = file.DataSetPosition;
        return new GivenBulk(element, () =>
        {
            var stream = open();
            stream.Position = start;
            if (isDeflated)
                stream = new DeflateStream(stream, CompressionMode.Decompress);
            Skip(stream, entry.Offset + entry.HeaderLength);
            return new PartialStream(stream, length);
        });
    }

    private static void Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Position += count;
            return;
        }
        var rest = new byte[64 * 1024];
        for (; count > 0; count -= Math.Min(count, rest.Length))
            stream.ReadExactly(rest, 0, (int)Math.Min(count, rest.Length));
    }
}
