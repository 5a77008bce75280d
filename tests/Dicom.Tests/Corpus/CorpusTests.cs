using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace StoreScp.Dicom.Tests;

public class CorpusTests
{
    /// <summary>Files whose data set is refused: docs/reading-policy.md gives the reason of each.</summary>
    private static readonly string[] Refused =
    [
        "fo-dicom__GH1339.dcm", "fo-dicom__GH179B.dcm", "fo-dicom__GH626.dcm", "pydicom__MR_truncated.dcm", "pydicom__no_meta.dcm",
    ];

    /// <summary>Files that are read otherwise than pydicom does: PolicyTests says how.</summary>
    private static readonly string[] ReadOtherwise =
    [
        "fo-dicom__FreezePattern.dcm", "fo-dicom__GH177_D_CLUNIE_CT1_IVRLE_BigEndian_undefined_length.dcm", "fo-dicom__GH179A.dcm",
        "fo-dicom__GH364.dcm",
    ];

    [Fact]
    public void Every_file_is_read_to_its_end_but_those_that_the_policy_refuses()
    {
        var failures = new List<string>();
        foreach (Testing.CorpusFile file in Testing.Corpus.Files)
        {
            try
            {
                using DicomFile opened = DicomFile.Open(file.Path);
                opened.ReadTrailer();
            }
            catch (DicomDataException)
            {
                failures.Add(file.Name);
            }
        }
        failures.Order().Should().Equal(Refused.Order());
    }

    [Fact]
    public void Writing_back_an_unedited_data_set_gives_the_same_bytes_also_after_every_element_has_been_read()
    {
        foreach (Testing.CorpusFile file in Readable())
        {
            (byte[] bytes, DicomTransferSyntax syntax) = CorpusReading.DataSetOf(file.Path);
            DicomDataset dataSet = DicomDataset.Parse(bytes, syntax);
            _ = CorpusReading.Flatten(dataSet).Count();
            Write(dataSet).AsSpan().SequenceEqual(bytes).Should().BeTrue(file.Name);
            dataSet.IsModified.Should().BeFalse();
        }
    }

    [Fact]
    public void An_edit_and_its_reversal_in_every_item_give_the_same_bytes()
    {
        foreach (Testing.CorpusFile file in Readable())
        {
            (byte[] bytes, DicomTransferSyntax syntax) = CorpusReading.DataSetOf(file.Path);
            DicomDataset dataSet = DicomDataset.Parse(bytes, syntax);
            var marker = new DicomTag(0x7FDF, 0x7777);
            ForEach(dataSet, each => each.SetBytes(marker, DicomVR.OB, new byte[2]));
            Write(dataSet).Length.Should().Be((int)dataSet.WrittenLength, file.Name).And.BeGreaterThan(bytes.Length);
            ForEach(dataSet, each => each.Remove(marker));
            Write(dataSet).AsSpan().SequenceEqual(bytes).Should().BeTrue(file.Name);
        }
    }

    [Fact]
    public void Bytes_that_arrive_in_any_split_give_the_same_elements()
    {
        var random = new Random(1);
        var whole = new DataSetScanner(DicomReadLimits.Default);
        var split = new DataSetScanner(DicomReadLimits.Default);
        foreach (Testing.CorpusFile file in Readable().Where(file => file.Bytes < 200_000))
        {
            (byte[] bytes, DicomTransferSyntax syntax) = CorpusReading.DataSetOf(file.Path);
            Scanning.ScanAll(whole, syntax, bytes, _ => int.MaxValue);
            Scanning.ScanAll(split, syntax, bytes, _ => 1);
            split.Elements.ToArray().Should().Equal(whole.Elements.ToArray(), file.Name);
            Scanning.ScanAll(split, syntax, bytes, _ => random.Next(1, 40));
            split.Elements.ToArray().Should().Equal(whole.Elements.ToArray(), file.Name);
            split.HeaderLength.Should().Be(whole.HeaderLength);
        }
    }

    [Fact]
    public void Every_element_agrees_with_pydicom_but_those_that_the_policy_reads_otherwise()
    {
        var differences = new List<string>();
        int agreed = 0;
        foreach (Testing.CorpusFile file in Readable().Where(file => !ReadOtherwise.Contains(file.Name)))
        {
            (byte[] bytes, DicomTransferSyntax syntax) = CorpusReading.DataSetOf(file.Path);
            Dictionary<string, ReadElement> read = CorpusReading.Flatten(DicomDataset.Parse(bytes, syntax)).ToDictionary(e => e.Path);
            List<OracleElement> expected = [.. Oracle.ElementsOf(file.Name).Where(e => !e.Path.StartsWith("0002", StringComparison.Ordinal))];
            HashSet<string> opaque = [.. read.Values.Where(e => e.VR == DicomVR.UN && !syntax.IsExplicitVR).Select(e => e.Path)];
            foreach (OracleElement element in expected)
            {
                if (opaque.Any(path => element.Path.StartsWith(path, StringComparison.Ordinal))) continue;
                string? difference = Compare(element, read.GetValueOrDefault(element.Path));
                if (difference is null) agreed++;
                else differences.Add($"{file.Name} {element.Path} {difference}");
            }
            differences.AddRange(read.Keys.Except(expected.Select(e => e.Path)).Select(extra => $"{file.Name} {extra} not in oracle"));
        }
        differences.Should().BeEmpty();
        agreed.Should().BeGreaterThan(25_000);
    }

    private static string? Compare(OracleElement expected, ReadElement? read)
    {
        if (read is null) return "missing";
        if (expected.VR == "SQ") return expected.Note == $"items={read.ItemCount}" ? null : $"{expected.Note}, not {read.VR} {read.ItemCount}";
        // The oracle has the VR that the file states; we read UN of PS3.6 by the dictionary.
        bool isByDictionary = expected.VR == "UN" && read.VR == DicomDictionary.VROf(DicomTag.Parse(read.Path.AsSpan(read.Path.Length - 8)));
        if (read.VR.ToString() != expected.VR && !isByDictionary) return $"VR {expected.VR}, not {read.VR}";
        if (expected.Length == "undef") return null;
        return Forms(read).Any(form => Convert.ToHexStringLower(MD5.HashData(form)) == expected.Md5) ? null : $"value of {expected.Length}, not {read.Value.Length}";
    }

    /// <summary>The oracle hashes the bytes of most values, but what Python prints for those that pydicom had decoded on its way.</summary>
    private static IEnumerable<byte[]> Forms(ReadElement read)
    {
        byte[] value = read.Value.ToArray();
        yield return value;
        string text = Encoding.Latin1.GetString(value).TrimEnd(' ', '\0');
        yield return Encoding.Latin1.GetBytes(text);
        yield return Encoding.Latin1.GetBytes("['" + string.Join("', '", text.Split('\\')) + "']");
        if (read.VR == DicomVR.US && value.Length == 2) yield return Encoding.Latin1.GetBytes($"{Math.Max(value[0], value[1])}");
    }

    private static IEnumerable<Testing.CorpusFile> Readable() => Testing.Corpus.Files.Where(file => !Refused.Contains(file.Name));

    private static void ForEach(DicomDataset dataSet, Action<DicomDataset> act)
    {
        foreach (DicomElement element in dataSet.ToArray())
            if (element.Items is { } items)
                foreach (DicomDataset item in items) ForEach(item, act);
        act(dataSet);
    }

    private static byte[] Write(DicomDataset dataSet)
    {
        var output = new ArrayBufferWriter<byte>();
        dataSet.WriteTo(output);
        return output.WrittenSpan.ToArray();
    }
}
