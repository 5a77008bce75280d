using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests.Corpus;

public sealed class CorpusTests
{
    private const int LongEnough = 6;

    /// <summary>Files whose data set is refused on reception: docs/reading-policy.md gives the reason of each.</summary>
    private static readonly string[] Refused =
    [
        "fo-dicom__GH1339.dcm", "fo-dicom__GH179B.dcm", "fo-dicom__GH626.dcm", "pydicom__MR_truncated.dcm", "pydicom__no_meta.dcm",
    ];

    [Fact]
    public void No_identifying_value_of_the_corpus_is_left_but_those_of_the_list()
    {
        string root = Testing.Corpus.Root;
        root.Should().NotBeEmpty();
        IReadOnlyList<KnownException> exceptions = KnownException.ReadAll();
        var used = new HashSet<KnownException>();
        var left = new List<string>();
        ILookup<string, IdentifyingValue> values = IdentifyingValue.ReadAll();
        int searched = 0;
        foreach (Testing.CorpusFile file in Testing.Corpus.Files.Where(file => !Refused.Contains(file.Name)))
        {
            Deidentified result = Deidentified.Of(file.Path);
            foreach (IdentifyingValue value in values[file.Name])
            {
                searched++;
                foreach (string place in value.Value.Length >= LongEnough ? result.PlacesOf(value) : result.SamePlaceAs(value))
                {
                    if (exceptions.FirstOrDefault(known => known.Covers(file.Name, value.Path, place)) is { } covering) used.Add(covering);
                    else left.Add($"{file.Name}\t{value.Path}\t{place}\t{value.VR} {value.Action}");
                }
            }
        }
        string.Join("\n", left).Should().BeEmpty();
        exceptions.Should().BeEquivalentTo(used, "an exception that is not needed goes");
        searched.Should().BeGreaterThan(7_000);
    }

    [Theory]
    [InlineData(ProfileOption.CleanDescriptors)]
    [InlineData(ProfileOption.CleanStructuredContent)]
    [InlineData(ProfileOption.CleanGraphics)]
    [InlineData(ProfileOption.RetainLongitudinalModifiedDates)]
    public void No_name_identifier_or_UID_of_the_corpus_is_left_with_an_option_that_cleans(ProfileOption option)
    {
        ILookup<string, IdentifyingValue> values = IdentifyingValue.ReadAll();
        IReadOnlyList<KnownException> exceptions = KnownException.ReadAll();
        var left = new List<string>();
        foreach (Testing.CorpusFile file in Testing.Corpus.Files.Where(file => !Refused.Contains(file.Name)))
        {
            Deidentified result = Deidentified.Of(file.Path, option);
            IEnumerable<IdentifyingValue> wanted = values[file.Name].Where(v => v.VR is "PN" or "UI" or "SH" or "LO" && v.Value.Length >= LongEnough && v.Action != "X(private)");
            foreach (IdentifyingValue value in wanted.Where(value => !IsDescriptor(value)))
                left.AddRange(result.PlacesOf(value)
                    .Where(place => !exceptions.Any(known => known.Covers(file.Name, value.Path, place)))
                    .Select(place => $"{file.Name}\t{value.Path}\t{place}"));
        }
        string.Join("\n", left).Should().BeEmpty();
    }

    [Fact]
    public void Every_file_of_the_corpus_can_be_read_again_and_says_that_it_was_de_identified()
    {
        foreach (Testing.CorpusFile file in Testing.Corpus.Files.Where(file => !Refused.Contains(file.Name)))
        {
            Deidentified result = Deidentified.Of(file.Path, [.. Enum.GetValues<ProfileOption>().Except([ProfileOption.RetainLongitudinalFullDates])]);
            result.Header.GetString(DicomTag.PatientIdentityRemoved).Should().Be("YES", file.Name);
            result.Header.GetSequence(DicomTag.DeidentificationMethodCodeSequence)!.Should().HaveCount(11);
        }
    }

    /// <summary>Descriptions are kept in part by the option that cleans them.</summary>
    private static bool IsDescriptor(IdentifyingValue value)
    {
        int index = ConfidentialityTable.IndexOf(DicomTag.Parse(value.Path.AsSpan(value.Path.Length - 8)));
        return index >= 0 && ConfidentialityTable.At(index).For(ProfileOption.CleanDescriptors) == OptionAction.Clean;
    }
}
