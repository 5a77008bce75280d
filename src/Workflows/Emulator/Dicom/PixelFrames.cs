using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>Where the frames of an instance lie in its file, as received: PS3.5 §8.2 (native) and §A.4 (encapsulated).</summary>
internal sealed class PixelFrames
{
    private readonly IReadOnlyList<FileRange> _fragments;
    private readonly IReadOnlyList<int> _firstFragments;
    private readonly FileRange _native;
    private readonly long _frameBytes;

    private PixelFrames(FileRange native, long frameBytes, int count, bool isDeflated)
    {
        _fragments = [];
        _firstFragments = [];
        _native = native;
        _frameBytes = frameBytes;
        Count = count;
        IsNative = true;
        IsDeflated = isDeflated;
        End = native.Offset + native.Length;
    }

    private PixelFrames(EncapsulatedPixels pixels, IReadOnlyList<int> firstFragments)
    {
        _fragments = pixels.Fragments;
        _firstFragments = firstFragments;
        Count = firstFragments.Count;
        End = pixels.End;
    }

    public static PixelFrames None { get; } = new(default, 0, 0, isDeflated: false);

    public int Count { get; }

    /// <summary>Pixels as they are: a checksum of the bytes is one of the pixels.</summary>
    public bool IsNative { get; }

    /// <summary>The ranges are those of the inflated data set.</summary>
    public bool IsDeflated { get; }

    /// <summary>Where the pixel data ends in the file; 0 when there is none.</summary>
    public long End { get; }

    public IReadOnlyList<ImportWarning> Warnings { get; private init; } = [];

    /// <summary>The parts of a frame, in order. Frames count from 0.</summary>
    public IReadOnlyList<FileRange> RangesOf(int frame)
    {
        if (IsNative) return [new(_native.Offset + frame * _frameBytes, _frameBytes)];
        int first = _firstFragments[frame];
        int end = frame + 1 < _firstFragments.Count ? _firstFragments[frame + 1] : _fragments.Count;
        return [.. _fragments.Skip(first).Take(end - first)];
    }

    public static PixelFrames Find(string path, DicomFile file)
    {
        if (file.Bulk is not { } bulk || bulk.Tag.Group != 0x7FE0) return None;
        ImageShape shape = ImageShape.Of(file.Header);
        return bulk.HasUndefinedLength && !file.TransferSyntax.IsDeflated
            ? FindEncapsulated(path, file, bulk, shape)
            : FindNative(path, file, bulk, shape);
    }

    private static PixelFrames FindNative(string path, DicomFile file, ElementEntry bulk, ImageShape shape)
    {
        bool isDeflated = file.TransferSyntax.IsDeflated;
        long start = bulk.Offset + bulk.HeaderLength + (isDeflated ? 0 : file.DataSetPosition);
        long stated = bulk.HasUndefinedLength ? 0 : bulk.ValueLength;
        long length = isDeflated ? stated : Math.Clamp(new FileInfo(path).Length - start, 0, stated);
        var all = new FileRange(start, length);
        long? frameBytes = shape.NumberOfFrames == 1 && shape.FrameBits > 0 ? (shape.FrameBits + 7) / 8 : shape.FrameBytes;
        if (frameBytes is null || frameBytes > length)
            return new(all, length, length > 0 ? 1 : 0, isDeflated) { Warnings = [ImportWarning.FramesExtractionFailure] };

        long found = length / frameBytes.Value;
        int count = (int)Math.Min(found, shape.NumberOfFrames);
        return new(all, frameBytes.Value, count, isDeflated) { Warnings = count == shape.NumberOfFrames ? [] : [ImportWarning.FrameNumberMismatch] };
    }

    private static PixelFrames FindEncapsulated(string path, DicomFile file, ElementEntry bulk, ImageShape shape)
    {
        EncapsulatedPixels pixels = EncapsulatedPixels.Read(path, file.DataSetPosition + bulk.Offset + bulk.HeaderLength);
        if (pixels.Fragments.Count == 0) return new(pixels, []) { Warnings = [ImportWarning.FramesExtractionFailure] };
        if (TransferSyntaxes.IsVideo(file.TransferSyntax.UID)) return new(pixels, [0]);

        var warnings = new List<ImportWarning>();
        if (pixels.IsTruncated) warnings.Add(ImportWarning.FramesExtractionFailure);
        ulong[] table = pixels.OffsetTable.Count > 0 ? [.. pixels.OffsetTable] : file.Header.GetNumbers<ulong>(DicomTag.ExtendedOffsetTable);
        if (table.Length > 0)
        {
            if (pixels.FragmentsAt(table) is { } frames && frames.Count == shape.NumberOfFrames) return new(pixels, frames) { Warnings = warnings };
            warnings.Add(ImportWarning.InvalidOffsetTable);
        }
        if (shape.NumberOfFrames == 1) return new(pixels, [0]) { Warnings = warnings };
        if (pixels.Fragments.Count != shape.NumberOfFrames) warnings.Add(ImportWarning.FrameNumberMismatch);
        return new(pixels, [.. Enumerable.Range(0, pixels.Fragments.Count)]) { Warnings = warnings };
    }
}
