using System.Buffers;
using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>Writes a whole instance, as handlers have left it, as a DICOM file (PS3.10 §7).</summary>
public static class InstanceFile
{
    /// <summary>Writes to <paramref name="output"/>; a deflated data set is written inflated, in Explicit VR Little Endian.</summary>
    /// <exception cref="InvalidOperationException">The instance is not whole.</exception>
    /// <exception cref="DicomDataException">A transformed bulk has another length than was announced.</exception>
    public static void Write(ReceivedInstance instance, Stream output)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(output);
        var syntax = instance.TransferSyntax.IsDeflated ? DicomTransferSyntax.ExplicitVRLittleEndian : instance.TransferSyntax;
        var bytes = new ArrayBufferWriter<byte>(4096);
        new FileMetaInformation
        {
            MediaStorageSOPClassUID = instance.SOPClassUID,
            MediaStorageSOPInstanceUID = instance.SOPInstanceUID,
            TransferSyntaxUID = syntax.UID,
            SourceApplicationEntityTitle = instance.Association.CallingAETitle,
        }.WriteTo(bytes);
        instance.Header.WriteTo(bytes);
        if (instance.Bulk is { IsRemoved: false } bulk)
        {
            var element = new BulkElement(bulk.Tag, bulk.VR, bulk.Length);
            element.WriteHeader(bytes, syntax);
            Flush(bytes, output);
            using (var value = bulk.OpenRead())
                Copy(value, output, bulk.Length);
            element.WriteEnd(bytes, syntax);
        }
        instance.Trailer?.WriteTo(bytes);
        Flush(bytes, output);
    }

    private static void Copy(Stream value, Stream output, long? length)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var copied = 0L;
            for (int read; (read = value.Read(chunk)) > 0; copied += read)
                output.Write(chunk.AsSpan(0, read));
            if (length is { } announced && copied != announced)
                throw new DicomDataException($"The bulk has {copied} bytes, and {announced} were announced");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static void Flush(ArrayBufferWriter<byte> bytes, Stream output)
    {
        output.Write(bytes.WrittenSpan);
        bytes.ResetWrittenCount();
    }
}
