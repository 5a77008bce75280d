using System.IO.Compression;
using System.Runtime.CompilerServices;
using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>The frames of a stored file, block by block, as received.</summary>
internal sealed class FrameReader
{
    private const int BlockBytes = 64 << 10;

    private readonly string _path;
    private readonly long _dataSetPosition;

    public FrameReader(string path, DicomFile header)
    {
        _path = path;
        _dataSetPosition = header.DataSetPosition;
        TransferSyntax = header.TransferSyntax;
        Shape = ImageShape.Of(header.Header);
        Frames = PixelFrames.Find(path, header);
    }

    public DicomTransferSyntax TransferSyntax { get; }

    public ImageShape Shape { get; }

    public PixelFrames Frames { get; }

    public static FrameReader Open(string path)
    {
        using DicomFile header = DicomFile.Open(path);
        return new FrameReader(path, header);
    }

    public long LengthOf(int frame) => Frames.RangesOf(frame).Sum(range => range.Length);

    /// <summary>Each block is valid until the next one; all but the last of a fragment are of one, even length.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(int frame, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var block = new byte[BlockBytes];
        foreach (FileRange range in Frames.RangesOf(frame))
        {
            await using Stream source = await OpenAsync(range.Offset, block, cancellation);
            for (long rest = range.Length; rest > 0;)
            {
                int wanted = (int)Math.Min(rest, block.Length);
                int read = await source.ReadAtLeastAsync(block.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellation);
                if (read == 0) yield break;
                yield return block.AsMemory(0, read);
                rest -= read;
            }
        }
    }

    private async Task<Stream> OpenAsync(long offset, byte[] block, CancellationToken cancellation)
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (!Frames.IsDeflated)
        {
            file.Position = offset;
            return file;
        }
        file.Position = _dataSetPosition;
        var inflated = new DeflateStream(file, CompressionMode.Decompress);
        for (long rest = offset; rest > 0;)
        {
            int read = await inflated.ReadAsync(block.AsMemory(0, (int)Math.Min(rest, block.Length)), cancellation);
            if (read == 0) break;
            rest -= read;
        }
        return inflated;
    }
}
