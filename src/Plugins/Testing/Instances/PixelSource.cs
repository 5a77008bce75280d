using StoreScp.Dicom;

namespace StoreScp.Plugins.Testing;

/// <summary>Pixel Data that is generated while it is read: native, or one fragment for each frame where the transfer syntax wants it (PS3.5 §A.4).</summary>
internal sealed record PixelSource(int Rows, int Columns, int Bits, int Frames) : IBulkSource
{
    private long FrameBytes => (long)Rows * Columns * (Bits > 8 ? 2 : 1);

    /// <summary>An odd number of bytes is padded (PS3.5 §8.1.1).</summary>
    private long NativeBytes => ((FrameBytes * Frames) + 1) & ~1L;

    public BulkElement ElementIn(DicomTransferSyntax syntax) => syntax.IsEncapsulated
        ? new(DicomTag.PixelData, DicomVR.OB, Length: null)
        : new(DicomTag.PixelData, Bits > 8 || !syntax.IsExplicitVR ? DicomVR.OW : DicomVR.OB, NativeBytes);

    public Stream Open(DicomTransferSyntax syntax) => syntax.IsEncapsulated
        ? new GeneratedStream(fragmentBytes: Math.Max(2, FrameBytes / 4) & ~1L, Frames)
        : new GeneratedStream(NativeBytes);

    public void Describe(DicomDataset header)
    {
        header.Set(DicomTag.SamplesPerPixel, 1).Set(DicomTag.PhotometricInterpretation, "MONOCHROME2");
        if (Frames > 1)
            header.Set(DicomTag.NumberOfFrames, Frames);
        header.Set(DicomTag.Rows, Rows).Set(DicomTag.Columns, Columns)
            .Set(DicomTag.BitsAllocated, Bits > 8 ? 16 : 8).Set(DicomTag.BitsStored, Bits).Set(DicomTag.HighBit, Bits - 1)
            .Set(DicomTag.PixelRepresentation, 0);
    }
}
