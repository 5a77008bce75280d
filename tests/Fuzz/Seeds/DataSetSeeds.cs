using StoreScp.Dicom;
using StoreScp.Testing;

namespace StoreScp.Fuzz.Tests.Seeds;

/// <summary>Data sets of every shape, made up; and, where the corpus is at hand, those of its smaller files.</summary>
internal static class DataSetSeeds
{
    /// <summary>Larger files only take longer: what is peculiar about a file is in its header.</summary>
    private const int LargestFileBytes = 24_000;

    private static readonly DicomTransferSyntax[] Syntaxes =
        [DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian];

    public static DataSetSeed[] All { get; } = [.. Made(), .. OfCorpus()];

    private static IEnumerable<DataSetSeed> Made()
    {
        foreach (var syntax in Syntaxes)
        {
            foreach (var style in Enum.GetValues<SequenceStyle>())
                yield return new($"nested {style}", Nested(syntax, style), syntax);
            yield return new("waveform", Waveform(syntax), syntax);
            yield return new("structure set", Bytes(new Synthetic(new UidSource("2.25.4")).RTStruct(2, 1, syntax.UID)), syntax);
            yield return new("image", Bytes(new Synthetic(new UidSource("2.25.5")).Image("1.2.840.10008.5.1.4.1.1.7", "OT", syntax.UID, 8, 8, 8, 1)), syntax);
        }
        var encapsulated = DicomTransferSyntax.FromUID(DicomUIDs.JPEGBaseline8Bit);
        yield return new("encapsulated", Bytes(new Synthetic(new UidSource("2.25.6")).Image("1.2.840.10008.5.1.4.1.1.7", "OT", encapsulated.UID, 16, 16, 8, 2)), encapsulated);
    }

    private static byte[] Nested(DicomTransferSyntax syntax, SequenceStyle style) => Encoder(syntax)
        .UInt32(0x0008_0000, "UL", 10).Text(0x0008_0005, "CS", "\\ISO 2022 IR 87").Text(0x0008_0016, "UI", "1.2.3").Text(0x0008_0018, "UI", "1.2.3.4")
        .Sequence(0x0008_1140, style, item => item.Sequence(0x0040_A170, style, inner => inner.Text(0x0010_0010, "PN", "A^B=C")), item => { })
        .Sequence(0x0009_1001, syntax.IsExplicitVR ? "UN" : "SQ", SequenceStyle.Undefined, item => item.Text(0x0008_0020, "DA", "20240229"))
        .Text(0x0020_000D, "UI", "1.2.5").Text(0x0020_000E, "UI", "1.2.6")
        .UInt16(0x0028_0010, "US", 1, 2).Text(0x0028_0030, "DS", "1\\2").Fragments(0x7FE0_0010, "OB", new byte[8]).Text(0xFFFC_FFFC, "OB", "XX").ToArray();

    private static byte[] Waveform(DicomTransferSyntax syntax) => Encoder(syntax)
        .Text(0x0008_0016, "UI", "1.2.3").Text(0x0008_0018, "UI", "1.2.3.4")
        .Sequence(0x5400_0100, item => item.UInt16(0x5400_1004, "US", 16).Element(0x5400_1010, "OW", new byte[32]))
        .Sequence(0x5600_0020, item => item.Text(0x0010_0020, "LO", "SYN")).ToArray();

    private static IEnumerable<DataSetSeed> OfCorpus()
    {
        if (!Testing.Corpus.IsPresent) yield break;
        foreach (var file in Testing.Corpus.Files.Where(file => file.Bytes <= LargestFileBytes))
            if (Read(file) is { } seed) yield return seed;
    }

    private static DataSetSeed? Read(CorpusFile file)
    {
        var bytes = file.ReadAllBytes();
        try
        {
            using var opened = DicomFile.Open(new MemoryStream(bytes));
            return opened.TransferSyntax.IsDeflated ? null : new(file.Name, bytes[(int)opened.DataSetPosition..], opened.TransferSyntax);
        }
        catch (DicomDataException)
        {
            // One of the files that the reading policy refuses; as a whole it is a seed of the file tests all the same.
            return null;
        }
    }

    private static DataSetBytes Encoder(DicomTransferSyntax syntax) => new(syntax.IsExplicitVR, !syntax.IsLittleEndian);

    private static byte[] Bytes(SyntheticInstance instance) => instance.DataSetToArray();
}
