using StoreScp.Dicom;

namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>How native pixels lie in their value (PS3.5 §8.1, PS3.3 §C.7.6.3): rows of equal length, one after the other, frame after frame.</summary>
/// <param name="Rows">Of one frame, or of one plane of it.</param>
/// <param name="Columns">Of one frame.</param>
/// <param name="PixelBytes">From one pixel to the next in a row: all samples, or one when they lie in planes.</param>
/// <param name="Blank">The bytes of one black pixel.</param>
internal sealed record PixelLayout(int Rows, int Columns, int PixelBytes, ReadOnlyMemory<byte> Blank)
{
    /// <summary>Half of the range of a chrominance sample: no colour.</summary>
    private const byte NoChrominance = 0x80;

    public int RowBytes => Columns * PixelBytes;

    /// <summary>Null: rows do not begin at whole bytes, samples are shared between pixels, or the value has another length.</summary>
    public static PixelLayout? TryRead(DicomDataset header, InstanceBulk bulk)
    {
        int rows = header.GetInt32(DicomTag.Rows) ?? 0;
        int columns = header.GetInt32(DicomTag.Columns) ?? 0;
        int samples = header.GetInt32(DicomTag.SamplesPerPixel) ?? 1;
        int bits = header.GetInt32(DicomTag.BitsAllocated) ?? 0;
        int frames = Math.Max(1, header.GetInt32(DicomTag.NumberOfFrames) ?? 1);
        string photometric = header.GetString(DicomTag.PhotometricInterpretation, "");
        bool isColour = samples == 3;
        if (rows < 1 || columns < 1 || samples is not (1 or 3) || bits is not (8 or 16 or 32 or 64)) return null;
        if (photometric is not ("MONOCHROME1" or "MONOCHROME2" or "PALETTE COLOR" or "RGB" or "YBR_FULL")) return null;
        bool isPlanar = isColour && header.GetInt32(DicomTag.PlanarConfiguration) == 1;
        int sampleBytes = bits / 8;
        if (photometric == "YBR_FULL" && (sampleBytes != 1 || isPlanar)) return null;
        long length = (long)rows * columns * samples * sampleBytes * frames;
        if (bulk.Length != length + (length & 1)) return null;
        int pixelBytes = isPlanar ? sampleBytes : samples * sampleBytes;
        var blank = new byte[pixelBytes];
        if (photometric == "YBR_FULL") blank[1] = blank[2] = NoChrominance;
        return new(rows, columns, pixelBytes, blank);
    }
}
