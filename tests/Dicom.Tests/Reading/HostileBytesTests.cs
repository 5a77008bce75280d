using System.Buffers;
using StoreScp.Testing;

namespace StoreScp.Dicom.Tests;

/// <summary>Bytes that mean harm: reading them ends, in bounded memory, in elements or in <see cref="DicomDataException"/>.</summary>
public class HostileBytesTests
{
    private const int Rounds = 3000;
    private static readonly DicomTransferSyntax[] Syntaxes =
        [DicomTransferSyntax.ExplicitVRLittleEndian, DicomTransferSyntax.ImplicitVRLittleEndian, DicomTransferSyntax.ExplicitVRBigEndian];

    [Fact]
    public void Random_bytes_never_do_more_than_be_refused()
    {
        var random = new Random(7);
        for (int i = 0; i < Rounds; i++)
        {
            var bytes = new byte[random.Next(300)];
            random.NextBytes(bytes);
            ReadAll(bytes, Syntaxes[i % 3]);
        }
    }

    [Fact]
    public void Damaged_data_sets_never_do_more_than_be_refused()
    {
        var random = new Random(8);
        byte[][] seeds = [.. Seeds()];
        for (int i = 0; i < Rounds; i++) ReadAll(Damage((byte[])seeds[i % seeds.Length].Clone(), random), Syntaxes[random.Next(3)]);
    }

    [Fact]
    public void Damaged_files_of_the_corpus_never_do_more_than_be_refused()
    {
        var random = new Random(9);
        foreach (CorpusFile file in Testing.Corpus.Files.Where(file => file.Bytes < 20_000))
        {
            byte[] original = file.ReadAllBytes();
            for (int i = 0; i < 10; i++)
            {
                byte[] bytes = Damage((byte[])original.Clone(), random);
                Tolerate(() =>
                {
                    using DicomFile opened = DicomFile.Open(new MemoryStream(bytes));
                    Touch(opened.Header);
                    Touch(opened.ReadTrailer());
                });
            }
        }
    }

    [Fact]
    public void An_announced_length_allocates_nothing()
    {
        byte[] bytes = new DataSetBytes().Header(0x00091001, "OB", 60 << 20).Raw(new byte[10]).ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tolerate(() => DicomFile.Open(new MemoryStream(bytes)).Dispose());
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(300_000);
    }

    private static IEnumerable<byte[]> Seeds()
    {
        foreach (SequenceStyle style in Enum.GetValues<SequenceStyle>())
            foreach (DicomTransferSyntax syntax in Syntaxes)
                yield return new DataSetBytes(syntax.IsExplicitVR, !syntax.IsLittleEndian)
                    .UInt32(0x00080000, "UL", 10).Text(0x00080005, "CS", "\\ISO 2022 IR 87")
                    .Sequence(0x00081140, style, item => item.Sequence(0x0040A170, style, inner => inner.Text(0x00100010, "PN", "A^B=C")), item => { })
                    .Sequence(0x00091001, syntax.IsExplicitVR ? "UN" : "SQ", SequenceStyle.Undefined, item => item.Text(0x00080020, "DA", "20240229"))
                    .UInt16(0x00280010, "US", 1, 2).Text(0x00280030, "DS", "1\\2").Fragments(0x7FE00010, "OB", new byte[8]).Text(0xFFFCFFFC, "OB", "XX").ToArray();
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        for (int hits = random.Next(1, 6); hits > 0 && bytes.Length > 0; hits--)
            bytes[random.Next(bytes.Length)] = (byte)(random.Next(4) switch { 0 => 0xFF, 1 => 0, _ => random.Next(256) });
        return random.Next(3) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static void ReadAll(byte[] bytes, DicomTransferSyntax syntax) => Tolerate(() =>
    {
        DicomDataset dataSet = DicomDataset.Parse(bytes, syntax);
        Touch(dataSet);
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        output.WrittenSpan.SequenceEqual(bytes).Should().BeTrue();
    });

    private static void Touch(DicomDataset dataSet)
    {
        foreach (DicomElement element in dataSet)
        {
            dataSet.GetStrings(element.Tag);
            dataSet.GetNumbers<int>(element.Tag);
            dataSet.GetDateTime(element.Tag);
            dataSet.GetPersonName(element.Tag);
            foreach (DicomDataset item in element.Items ?? Enumerable.Empty<DicomDataset>()) Touch(item);
        }
    }

    private static void Tolerate(Action act)
    {
        try
        {
            act();
        }
        catch (DicomDataException)
        {
            // The only way reading may fail.
        }
    }
}
