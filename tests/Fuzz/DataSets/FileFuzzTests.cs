using FsCheck;
using FsCheck.Fluent;
using StoreScp.Dicom;
using StoreScp.Fuzz.Tests.Mutating;
using StoreScp.Fuzz.Tests.Seeds;

namespace StoreScp.Fuzz.Tests.DataSets;

/// <summary>The Part 10 reader on damaged files: header and trailer, or <see cref="DicomDataException"/>; and a file that is read is written back as it was.</summary>
public sealed class FileFuzzTests
{
    /// <summary>The first read, the block of the bulk, the growth of both and the lists of a trailer, beside what each byte may cost.</summary>
    private const int OpenBytes = 512 * 1024, OpenBytesPerByte = 24;

    private static readonly byte[][] Files = [.. FileSeeds.All];

    private static readonly Gen<byte[]> Mutated = Gen.Elements(Files).SelectMany(new Mutator(MapOf, Files).Mutate);

    [Fact]
    public void A_damaged_file_is_read_or_refused_in_bounded_memory() =>
        FuzzRun.Check(2500, Mutated, bytes => Allocation.MustStayBelow(OpenBytes + ((long)OpenBytesPerByte * bytes.Length), () => Open(bytes, file =>
        {
            file.ReadTrailer();
        })));

    [Fact]
    public void Header_bulk_and_trailer_of_a_file_that_is_read_are_its_bytes() =>
        FuzzRun.Check(1500, Mutated, bytes => Open(bytes, file =>
        {
            Reading.Everything(file.Header);
            var dataSet = bytes.AsSpan((int)file.DataSetPosition);
            Reading.Everything(file.ReadTrailer());
            if (file.TransferSyntax.IsDeflated) return;
            var header = new System.Buffers.ArrayBufferWriter<byte>();
            file.Header.WriteTo(header);
            dataSet[..header.WrittenCount].SequenceEqual(header.WrittenSpan).Should().BeTrue();
            if (file.Bulk is { } bulk) bulk.Offset.Should().Be(header.WrittenCount);
        }));

    private static void Open(byte[] bytes, Action<DicomFile> use)
    {
        try
        {
            using var file = DicomFile.Open(new MemoryStream(bytes));
            use(file);
        }
        catch (DicomDataException)
        {
            // The only way reading may fail.
        }
    }

    /// <summary>File Meta Information is explicit VR little endian whatever follows it.</summary>
    private static ByteMap MapOf(byte[] file)
    {
        const int MetaStart = 132;
        var map = new ByteMap();
        if (file.Length <= MetaStart) return map;
        var explicitLittle = DicomTransferSyntax.ExplicitVRLittleEndian;
        map.Add(DataSetMap.Of(file[MetaStart..], explicitLittle), MetaStart);
        return map;
    }
}
