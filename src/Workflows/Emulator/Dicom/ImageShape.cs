using StoreScp.Dicom;

namespace StoreScp.Emulator;

/// <summary>The elements that say how large a native frame is (PS3.3 C.7.6.3, PS3.5 §8).</summary>
internal sealed record ImageShape(int Rows, int Columns, int SamplesPerPixel, int BitsAllocated, int NumberOfFrames, bool IsSubsampled, bool IsSigned)
{
    public static ImageShape Of(DicomDataset header) => new(
        header.GetInt32(DicomTag.Rows) ?? 0,
        header.GetInt32(DicomTag.Columns) ?? 0,
        header.GetInt32(DicomTag.SamplesPerPixel) ?? 1,
        header.GetInt32(DicomTag.BitsAllocated) ?? 0,
        Math.Max(1, header.GetInt32(DicomTag.NumberOfFrames) ?? 1),
        header.GetString(DicomTag.PhotometricInterpretation) == "YBR_FULL_422",
        header.GetInt32(DicomTag.PixelRepresentation) == 1);

    /// <summary>Zero when an element is missing.</summary>
    public long FrameBits => (long)Rows * Columns * BitsAllocated * (IsSubsampled ? 2 : SamplesPerPixel);

    /// <summary>Null when frames do not begin at bytes.</summary>
    public long? FrameBytes => FrameBits > 0 && FrameBits % 8 == 0 ? FrameBits / 8 : null;
}
