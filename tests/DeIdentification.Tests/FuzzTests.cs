using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification.Tests;

/// <summary>Headers with random changes: whatever is still read as identifying may not come through.</summary>
public sealed class FuzzTests
{
    private const int Cases = 4000;
    private const int Seed = 20260102;

    [Theory]
    [InlineData(Testing.Synthetic.ExplicitVRLittleEndian)]
    [InlineData(Testing.Synthetic.ImplicitVRLittleEndian)]
    [InlineData(Testing.Synthetic.ExplicitVRBigEndian)]
    public void No_mutated_header_lets_an_identifying_value_through(string transferSyntax)
    {
        DicomTransferSyntax syntax = DicomTransferSyntax.FromUID(transferSyntax);
        byte[] original = Header(syntax);
        Deidentifier[] deidentifiers =
        [
            TestKeys.Deidentifier(),
            TestKeys.Deidentifier(ProfileOption.RetainSafePrivate, ProfileOption.CleanDescriptors, ProfileOption.CleanGraphics, ProfileOption.CleanStructuredContent),
        ];
        var random = new Random(Seed);
        int read = 0;
        for (int i = 0; i < Cases; i++)
        {
            byte[] mutated = Mutate(original, random);
            DicomDataset before;
            DicomDataset after;
            try
            {
                before = DicomDataset.Parse(mutated, syntax);
                after = DicomDataset.Parse(mutated, syntax);
            }
            catch (DicomDataException)
            {
                continue;
            }
            read++;
            HashSet<string> secrets = [];
            Collect(before, secrets);
            deidentifiers[i % 2].Apply(after);
            string written = Encoding.Latin1.GetString(Flat.Write(after));
            secrets.Where(secret => written.Contains(secret, StringComparison.Ordinal)).Should().BeEmpty($"case {i} of seed {Seed}");
        }
        read.Should().BeGreaterThan(Cases / 10);
    }

    /// <summary>Values of elements with a row of their own that begin with the mark of this test, where they can be read.</summary>
    private static void Collect(DicomDataset dataSet, HashSet<string> secrets)
    {
        DicomTag[] tags;
        try
        {
            tags = dataSet.ToTagArray();
        }
        catch (DicomDataException)
        {
            return;
        }
        foreach (DicomTag tag in tags)
        {
            try
            {
                if (dataSet.GetSequence(tag) is { } sequence)
                {
                    foreach (DicomDataset item in sequence) Collect(item, secrets);
                    continue;
                }
            }
            catch (DicomDataException)
            {
                continue;
            }
            string text = Encoding.Latin1.GetString(dataSet.GetBytes(tag).Span).TrimEnd(' ', '\0');
            if (ConfidentialityTable.IndexOf(tag) >= 0 && text.StartsWith("SECRET", StringComparison.Ordinal) && text.Length >= 10) secrets.Add(text);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] mutated = [.. original];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(mutated.Length);
            mutated[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(mutated[at] ^ (1 << random.Next(8))),
                _ => mutated[random.Next(mutated.Length)],
            };
        }
        return mutated;
    }

    private static byte[] Header(DicomTransferSyntax syntax)
    {
        int number = 0;
        string Secret() => $"SECRET{number++:D6}";
        var data = new Testing.DataSetBytes(syntax.IsExplicitVR, !syntax.IsLittleEndian);
        return data.Text(0x00080005, "CS", "ISO_IR 100").Text(0x00080016, "UI", DicomUIDs.CTImageStorage)
            .Text(0x00080050, "SH", Secret()).Text(0x00080080, "LO", Secret()).Text(0x00080090, "PN", Secret())
            .Sequence(0x00081140, item => item.Text(0x00081155, "UI", "1.2.3.4").Text(0x00100020, "LO", Secret()))
            .Text(0x00081030, "LO", Secret())
            .Text(0x00090010, "LO", "ACME").Text(0x00091001, "LO", Secret())
            .Text(0x00100010, "PN", Secret()).Text(0x00100020, "LO", Secret()).Text(0x00104000, "LT", Secret())
            .Text(0x00190010, "LO", "GEMS_ACQU_01").Text(0x00191023, "DS", "1.5")
            .Sequence(0x00400275, Testing.SequenceStyle.Undefined, item => item.Text(0x00400007, "LO", Secret()).Text(0x00401001, "SH", Secret()))
            .Sequence(0x00540016, "UN", Testing.SequenceStyle.Defined, item => item.Text(0x00100010, "PN", Secret()))
            .Sequence(0x00540016, "UN", Testing.SequenceStyle.Undefined, item => item.Text(0x00101000, "LO", Secret()))
            .ToArray();
    }
}
