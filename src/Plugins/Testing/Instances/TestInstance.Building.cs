using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Plugins.Testing;

// What the server would make of it: encoded, and read again.
public sealed partial class TestInstance
{
    private static readonly DicomTag[] BulkTags =
        [DicomTag.PixelData, DicomTag.FloatPixelData, DicomTag.DoubleFloatPixelData, DicomTag.EncapsulatedDocument];

    /// <summary>As a handler gets it that the header suffices for.</summary>
    internal ReceivedInstance Build() => InstanceBuilder.Build(Association, TransferSyntax, BuildHeader(), Bulk?.ElementIn(TransferSyntax), openBulk: null);

    /// <summary>As a handler gets it that needs the whole data set.</summary>
    internal (ReceivedInstance Instance, WholeInstance Whole) BuildWhole(string scratchDirectory)
    {
        Func<Stream>? open = Bulk is { } bulk ? () => bulk.Open(TransferSyntax) : null;
        var instance = InstanceBuilder.Build(Association, TransferSyntax, BuildHeader(), Bulk?.ElementIn(TransferSyntax), open);
        return (instance, WholeInstance.Complete(instance, BuildTrailer(), scratchDirectory, DicomReadLimits.Default));
    }

    internal DicomDataset BuildTrailer() => Encode(FileTrailer, TrailerEdits);

    /// <exception cref="InvalidOperationException">The header holds what belongs into or behind the bulk.</exception>
    private DicomDataset BuildHeader()
    {
        var header = Encode(FileHeader, HeaderEdits);
        if (BulkTags.FirstOrDefault(header.Contains) is { Value: not 0 } tag)
            throw new InvalidOperationException($"{tag} is set by WithPixels or WithBulk.");
        if (Bulk?.ElementIn(TransferSyntax).Tag is { } bulk && header.Any(element => element.Tag > bulk))
            throw new InvalidOperationException("An element behind the bulk is set by WithTrailer.");
        return header;
    }

    private DicomDataset Encode(DicomDataset? read, IReadOnlyList<Action<DicomDataset>> edits)
    {
        var dataSet = read?.Fork() ?? new DicomDataset(TransferSyntax);
        foreach (var edit in edits)
            edit(dataSet);
        var bytes = new ArrayBufferWriter<byte>(4096);
        dataSet.WriteTo(bytes);
        return DicomDataset.Parse(bytes.WrittenMemory, TransferSyntax);
    }
}
