using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using StoreScp.Dicom;
using StoreScp.Fuzz.Tests.Mutating;
using StoreScp.Fuzz.Tests.Seeds;

namespace StoreScp.Fuzz.Tests.DataSets;

/// <summary>The data set reader on data sets that are nearly right: it ends, in bounded memory, with the elements or with <see cref="DicomDataException"/>.</summary>
public sealed class DataSetFuzzTests
{
    // Small enough to be reached by the seeds, doubled parts and all.
    private static readonly DicomReadLimits Limits = new() { MaximumSequenceDepth = 5, MaximumElementCount = 400, MaximumHeaderBytes = 20_000, MaximumTrailerBytes = 500 };

    /// <summary>An index of 40 bytes for each element, which has at least eight, in arrays that double; and what little an exception takes.</summary>
    private const int ScanBytesPerByte = 24, ScanBytes = 64 * 1024;

    private static readonly Gen<DataSetSeed> Mutated = Gen.Frequency((3, Gen.Elements(DataSetSeeds.All)), (2, DataSetGenerator.Any)).SelectMany(Mutate);

    [Fact]
    public void What_is_well_formed_is_read_and_tiles_the_bytes() =>
        FuzzRun.Check(1000, DataSetGenerator.Any, seed =>
        {
            var outcome = ScanOutcome.Of(new DataSetScanner(DicomReadLimits.Default), seed.Syntax, [seed.Bytes]);
            outcome.Error.Should().BeNull();
            MustTile(outcome.Elements, seed.Bytes.Length);
        });

    [Fact]
    public void Any_split_of_the_bytes_gives_the_same_elements_or_the_same_complaint() =>
        FuzzRun.Check(3000, Gen.Zip(Mutated, Gen.Choose(0, 1000)), parts =>
        {
            var (seed, split) = parts;
            var limits = split % 2 == 0 ? Limits : DicomReadLimits.Default;
            var scanner = new DataSetScanner(limits);
            var whole = ScanOutcome.Of(scanner, seed.Syntax, [seed.Bytes]);

            var inPieces = ScanOutcome.Of(scanner, seed.Syntax, Fragments.Of(seed.Bytes, split));

            (inPieces with { Elements = [] }).Should().Be(whole with { Elements = [] });
            inPieces.Elements.Should().Equal(whole.Elements);
            if (whole.IsWhole) MustTile(whole.Elements, seed.Bytes.Length);
        });

    [Fact]
    public void Scanning_allocates_by_what_came_and_not_by_what_was_announced() =>
        FuzzRun.Check(2000, Mutated, seed =>
        {
            ReadOnlyMemory<byte>[] pieces = [seed.Bytes];
            Allocation.MustStayBelow(ScanBytes + ((long)ScanBytesPerByte * seed.Bytes.Length), () => ScanOutcome.Of(new DataSetScanner(Limits), seed.Syntax, pieces));
        });

    [Fact]
    public void A_data_set_that_is_read_can_be_looked_at_everywhere_and_is_written_back_byte_for_byte() =>
        FuzzRun.Check(2000, Mutated, seed =>
        {
            if (Parse(seed) is not { } dataSet) return;

            Reading.Everything(dataSet);

            dataSet.IsModified.Should().BeFalse();
            Written(dataSet).Should().Equal(seed.Bytes);
        });

    [Fact]
    public void An_edit_leaves_the_bytes_of_every_other_element_as_they_were() =>
        FuzzRun.Check(1500, Mutated, seed =>
        {
            var edited = DicomTag.ClinicalTrialSponsorName;
            if (Parse(seed) is not { } dataSet) return;
            var before = Values(dataSet, edited);

            dataSet.Set(edited, "NOBODY");

            var again = DicomDataset.Parse(Written(dataSet), seed.Syntax);
            again.GetString(edited).Should().Be("NOBODY");
            Values(again, edited).Should().Equal(before);
        });

    private static Gen<DataSetSeed> Mutate(DataSetSeed seed)
    {
        byte[][] donors = [.. DataSetSeeds.All.Where(donor => donor.Syntax == seed.Syntax).Select(donor => donor.Bytes), seed.Bytes];
        return new Mutator(bytes => DataSetMap.Of(bytes, seed.Syntax), donors).Mutate(seed.Bytes).Select(bytes => seed with { Bytes = bytes });
    }

    private static DicomDataset? Parse(DataSetSeed seed)
    {
        try
        {
            return DicomDataset.Parse(seed.Bytes, seed.Syntax);
        }
        catch (DicomDataException)
        {
            return null;
        }
    }

    private static byte[] Written(DicomDataset dataSet)
    {
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A digest of each value; an edit may correct the length of its group, and the character set it may declare.</summary>
    private static Dictionary<DicomTag, string> Values(DicomDataset dataSet, DicomTag except)
    {
        var values = new Dictionary<DicomTag, string>();
        foreach (var tag in Reading.TagsOf(dataSet))
            if (tag != except && tag.Element != 0 && tag != DicomTag.SpecificCharacterSet)
                values[tag] = Convert.ToHexString(dataSet.GetBytes(tag).Span);
        return values;
    }

    private static void MustTile(ElementEntry[] elements, int length)
    {
        long end = 0;
        foreach (var element in elements)
        {
            element.Offset.Should().BeLessThanOrEqualTo(end, "nothing lies between two elements");
            end = Math.Max(end, element.Offset + element.TotalLength);
        }
        end.Should().Be(length);
    }
}
