using System.Diagnostics;
using System.Reflection;

namespace StoreScp.Dicom.Tests.Tables;

public sealed class DicomDictionaryTests
{
    [Fact]
    public void Entries_agree_with_every_row_of_the_standard()
    {
        var rows = StandardTables.Read("data_elements.tsv");
        rows.Should().HaveCount(DictionaryData.Count, "else eng/generate-tables.cs is to be run");
        foreach (string[] row in rows)
        {
            // 7 for any digit: no row with a tag of its own has it in these places.
            var tag = DicomTag.Parse(row[0].Replace("xx,", "16,", StringComparison.Ordinal).Replace('x', '7'));
            var entry = DicomDictionary.Find(tag)!;
            var vrs = row[3].Split(" or ", StringSplitOptions.RemoveEmptyEntries);
            (entry with { AllVRs = [] }).Should().Be(
                new DictionaryEntry(tag, row[1], row[2], vrs.Length == 0 ? DicomVR.None : Enum.Parse<DicomVR>(vrs[0]), [], row[4], row[5] == "Y"), row[0]);
            entry.AllVRs.Select(vr => vr.ToString()).Should().Equal(vrs);
            DicomDictionary.KeywordOf(tag).Should().Be(row[1]);
            if (row[1].Length > 0)
                DicomDictionary.KeywordOf(DicomDictionary.TagOf(row[1])).Should().Be(row[1]);
        }
    }

    [Theory]
    [InlineData(0x00100010u, DicomVR.PN)]
    [InlineData(0x00080005u, DicomVR.CS)]
    [InlineData(0x00081140u, DicomVR.SQ)]
    [InlineData(0x00000100u, DicomVR.US)]
    [InlineData(0x00020010u, DicomVR.UI)]
    [InlineData(0x7FE00010u, DicomVR.OW)]
    [InlineData(0x54001010u, DicomVR.OW)]
    [InlineData(0x00280106u, DicomVR.US)]
    [InlineData(0x00283006u, DicomVR.US)]
    [InlineData(0x00420011u, DicomVR.OB)]
    public void Vr_of_implicit_data_is_that_of_the_dictionary(uint tag, DicomVR vr) => DicomDictionary.VROf(new(tag)).Should().Be(vr);

    [Theory]
    [InlineData(0x60003000u, DicomVR.OW)]
    [InlineData(0x601E3000u, DicomVR.OW)]
    [InlineData(0x60020010u, DicomVR.US)]
    [InlineData(0x50003000u, DicomVR.OW)]
    [InlineData(0x50022500u, DicomVR.LO)]
    [InlineData(0x7F020010u, DicomVR.OW)]
    [InlineData(0x002031A5u, DicomVR.CS)]
    [InlineData(0x002804F0u, DicomVR.US)]
    [InlineData(0x00280843u, DicomVR.AT)]
    [InlineData(0x10001230u, DicomVR.US)]
    [InlineData(0x10101234u, DicomVR.US)]
    [InlineData(0x60013000u, DicomVR.UN)]
    [InlineData(0x60009999u, DicomVR.UN)]
    public void Repeating_elements_have_the_vr_of_their_row(uint tag, DicomVR vr) => DicomDictionary.VROf(new(tag)).Should().Be(vr);

    [Theory]
    [InlineData(0x00080000u, DicomVR.UL)]
    [InlineData(0x00090000u, DicomVR.UL)]
    [InlineData(0x12340000u, DicomVR.UL)]
    [InlineData(0x00090010u, DicomVR.LO)]
    [InlineData(0x000900FFu, DicomVR.LO)]
    [InlineData(0x00091010u, DicomVR.UN)]
    [InlineData(0x0009000Fu, DicomVR.UN)]
    [InlineData(0x12340010u, DicomVR.UN)]
    [InlineData(0x00000001u, DicomVR.UL)]
    [InlineData(0xFFFFFFFFu, DicomVR.UN)]
    [InlineData(0xFFFEE000u, DicomVR.None)]
    [InlineData(0xFFFEE00Du, DicomVR.None)]
    [InlineData(0xFFFEE0DDu, DicomVR.None)]
    public void Elements_outside_the_dictionary_have_the_vr_that_part_5_gives_them(uint tag, DicomVR vr) => DicomDictionary.VROf(new(tag)).Should().Be(vr);

    [Fact]
    public void Entry_says_all_that_the_standard_says()
    {
        var entry = DicomDictionary.Find(DicomTag.SmallestImagePixelValue)!;
        entry.Keyword.Should().Be("SmallestImagePixelValue");
        entry.Name.Should().Be("Smallest Image Pixel Value");
        entry.VR.Should().Be(DicomVR.US);
        entry.AllVRs.Should().Equal(DicomVR.US, DicomVR.SS);
        entry.VM.Should().Be("1");
        entry.IsRetired.Should().BeFalse();
        DicomDictionary.Find("OverlayData")!.Tag.Should().Be(new DicomTag(0x6000, 0x3000));
        DicomDictionary.Find("ExposureInuAs")!.Name.Should().Be("Exposure in µAs");
    }

    [Fact]
    public void What_is_not_in_the_dictionary_is_not_found()
    {
        DicomDictionary.Find(new DicomTag(0x0009, 0x0010)).Should().BeNull();
        DicomDictionary.Find(new DicomTag(0x0008, 0x0004)).Should().BeNull();
        DicomDictionary.KeywordOf(new DicomTag(0x0008, 0x0004)).Should().BeEmpty();
        foreach (string keyword in (string[])["", "patientID", "PatientI", "PatientIDs", "A", "zzz", "Pätient"])
            DicomDictionary.Find(keyword).Should().BeNull();
        var tagOf = () => DicomDictionary.TagOf("NoSuch");
        tagOf.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Looking_up_a_vr_allocates_nothing_once_the_code_is_optimized()
    {
        if (typeof(DicomDictionary).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
            Assert.Skip("Unoptimized code reads constant data through reflection: run in Release.");

        // The runtime optimizes methods some time after they become hot.
        var clock = Stopwatch.StartNew();
        long allocated;
        do
        {
            allocated = AllocatedByLookUps();
        }
        while (allocated > 0 && clock.Elapsed < TimeSpan.FromSeconds(20));
        allocated.Should().Be(0);
    }

    static long AllocatedByLookUps()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        int known = 0;
        for (uint tag = 0x0008_0000; tag < 0x0008_4000; tag++)
            known += DicomDictionary.VROf(new(tag)) == DicomVR.UN ? 0 : 1;
        return known == 0 ? -1 : GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void No_tag_is_taken_for_another()
    {
        // The hash sends each tag, known or not, to one slot.
        var known = typeof(DicomTag).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(p => p.PropertyType == typeof(DicomTag)).ToDictionary(p => (DicomTag)p.GetValue(null)!, p => p.Name);
        foreach (uint start in (ReadOnlySpan<uint>)[0x0000_0000, 0x0008_0000, 0x0018_0000, 0x0040_0000, 0x5400_0000, 0xFFFE_0000])
        {
            for (uint value = start; value < start + 0x10000; value++)
            {
                string keyword = DicomDictionary.KeywordOf(new(value));
                if (keyword != known.GetValueOrDefault(new(value), ""))
                    Assert.Fail($"{new DicomTag(value)} was taken for {keyword}");
            }
        }
    }
}
