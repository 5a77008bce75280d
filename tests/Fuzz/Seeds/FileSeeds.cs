using StoreScp.Dicom;
using StoreScp.Testing;

namespace StoreScp.Fuzz.Tests.Seeds;

/// <summary>Part 10 files: made ones, and the smaller ones of the corpus, those that the reading policy refuses included.</summary>
internal static class FileSeeds
{
    private const int LargestFileBytes = 12_000;

    public static IEnumerable<byte[]> All
    {
        get
        {
            var made = new Synthetic(new UidSource("2.25.7"));
            string[] syntaxes = [DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRBigEndian, DicomUIDs.DeflatedExplicitVRLittleEndian, DicomUIDs.JPEGBaseline8Bit];
            foreach (var syntax in syntaxes)
                yield return made.Image("1.2.840.10008.5.1.4.1.1.7", "OT", syntax, 8, 8, 8, 1, trailer: data => data.Text(0xFFFC_FFFC, "OB", "XX")).FileToArray();
            if (!Testing.Corpus.IsPresent) yield break;
            foreach (var file in Testing.Corpus.Files.Where(file => file.Bytes <= LargestFileBytes))
                yield return file.ReadAllBytes();
        }
    }
}
