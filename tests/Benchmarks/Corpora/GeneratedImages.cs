namespace StoreScp.Benchmarks.Corpora;

/// <summary>The generated corpora: (a) CT, (b) MR, (c) an enhanced multi-frame CT; and the same of 2 GB (d), for memory, and of 1 GB (e).</summary>
public static class GeneratedImages
{
    private const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    private const string MRImageStorage = "1.2.840.10008.5.1.4.1.1.4";
    private const string EnhancedCTImageStorage = "1.2.840.10008.5.1.4.1.1.2.1";

    public static GeneratedInstance Create(char corpus) => corpus switch
    {
        'a' => SingleFrame("a", "CT", CTImageStorage, 512, privateElements: 22),
        'b' => SingleFrame("b", "MR", MRImageStorage, 256, privateElements: 5),
        'c' => MultiFrame("c", 512, frames: 200),
        'd' => MultiFrame("d", 2048, frames: 238),
        'e' => MultiFrame("e", 2048, frames: 120),
        _ => throw new ArgumentOutOfRangeException(nameof(corpus), corpus, "The corpora are a to e."),
    };

    private static GeneratedInstance SingleFrame(string name, string modality, string sopClassUID, ushort size, int privateElements)
    {
        var writer = new ExplicitVRWriter();
        var header = new ImageHeader(writer, modality, sopClassUID);
        header.Identification(isMultiFrame: false);
        header.PrivateBlock(0x0009, "SYNTHETIC_IDEN_01", privateElements);
        header.Patient();
        AcquisitionModule.Write(writer, modality);
        header.PrivateBlock(0x0019, "SYNTHETIC_ACQU_01", privateElements * 2);
        header.StudyAndSeries();
        header.PrivateBlock(0x0021, "SYNTHETIC_RELA_01", privateElements);
        header.PixelModule(size, size, frames: 1);
        header.PrivateBlock(0x0029, "SYNTHETIC_IMPR_01", privateElements);
        header.Procedure();
        header.PrivateBlock(0x0043, "SYNTHETIC_PARM_01", privateElements * 2);
        return Finish(name, sopClassUID, writer, header, size * size * 2);
    }

    private static GeneratedInstance MultiFrame(string name, ushort size, int frames)
    {
        var writer = new ExplicitVRWriter();
        var header = new ImageHeader(writer, "CT", EnhancedCTImageStorage);
        header.Identification(isMultiFrame: true);
        header.Patient();
        AcquisitionModule.Write(writer, "CT");
        header.StudyAndSeries();
        header.PixelModule(size, size, frames);
        header.Procedure();
        writer.Sequence(0x52009230, undefinedLength: false, [.. Enumerable.Range(0, frames).Select(FunctionalGroups.OfFrame)]);
        return Finish(name, EnhancedCTImageStorage, writer, header, size * size * 2 * frames);
    }

    private static GeneratedInstance Finish(string name, string sopClassUID, ExplicitVRWriter writer, ImageHeader header, int pixelBytes)
    {
        writer.ElementHeader(0x7FE00010, "OW", (uint)pixelBytes);
        byte[] dataSet = [.. writer.ToArray(), .. header.RandomBytes(pixelBytes)];
        return new GeneratedInstance(name, sopClassUID, dataSet, header.SOPInstanceUIDOffset, header.StudyInstanceUIDOffset, header.SeriesInstanceUIDOffset);
    }
}
