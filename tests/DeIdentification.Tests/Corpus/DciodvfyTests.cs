using System.IO.Enumeration;
using System.Text.RegularExpressions;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Tables;
using StoreScp.Testing.Running;

namespace StoreScp.Plugins.DeIdentification.Tests.Corpus;

/// <summary>dciodvfy knows the IODs of PS3.3: de-identification may not break what was right.</summary>
public sealed partial class DciodvfyTests : IDisposable
{
    private const long LargestFile = 600_000;

    private static readonly ProfileOption[] ManyOptions =
    [
        ProfileOption.CleanDescriptors, ProfileOption.CleanGraphics, ProfileOption.CleanStructuredContent,
        ProfileOption.RetainLongitudinalModifiedDates, ProfileOption.RetainSafePrivate,
    ];

    /// <summary>Files with new errors, a part of each error, and why that is no fault.</summary>
    private static readonly (string File, string Error, string Reason)[] Known =
    [
        ("fo-dicom__GH364.dcm", "invalid", "dciodvfy stops at the stray item of the original; without it, it sees the errors behind"),
        ("weasis__prLUTs.dcm", "PresentationCreation", "Table E.1-1 says X of elements that are Type 1 here"),
        ("weasis__NeurosurgeryPlan.dcm", "ReasonForRequestedProcedureCodeSequence", "Table E.1-1 says X of an element that is Type 2 here"),
        ("fo-dicom__GH178.dcm", "ReferencedStudySequence", "X/Z in an item, whose types are not known to the plugin: it is emptied"),
        ("pydicom__reportsi*.dcm", "is not listed in", "the evidence is not listed before either; the message names the UIDs"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("storescp-dciodvfy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_synthetic_CT_and_MR_have_no_error_that_they_had_not_before(bool hasOptions)
    {
        string dciodvfy = Find();
        var synthetic = new Testing.Synthetic();
        foreach (Testing.SyntheticInstance instance in new[] { synthetic.CT(), synthetic.MR(), synthetic.EnhancedMR(frames: 3) })
        {
            string path = Path.Combine(_folder, "synthetic.dcm");
            await File.WriteAllBytesAsync(path, instance.FileToArray());
            (await NewErrorsAsync(dciodvfy, path, hasOptions ? ManyOptions : [])).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_of_the_corpus_has_no_error_that_it_had_not_before(bool hasOptions)
    {
        string dciodvfy = Find();
        var errors = new List<string>();
        int compared = 0;
        foreach (Testing.CorpusFile file in Testing.Corpus.Files.Where(file => file.Bytes < LargestFile && SopClasses.IsStorage(file.SOPClassUID)))
        {
            if (await TryNewErrorsAsync(dciodvfy, file.Path, hasOptions ? ManyOptions : []) is not { } found) continue;
            compared++;
            errors.AddRange(found.Where(error => !Known.Any(known => IsKnown(known, file.Name, error))).Select(error => $"{file.Name}: {error}"));
        }
        string.Join("\n", errors).Should().BeEmpty();
        compared.Should().BeGreaterThan(100);
    }

    private static bool IsKnown((string File, string Error, string Reason) known, string file, string error) =>
        FileSystemName.MatchesSimpleExpression(known.File, file) && error.Contains(known.Error, StringComparison.Ordinal);

    private static string Find() => Tool.Find("dciodvfy", "apt-get install dicom3tools");

    /// <summary>Null: the file is refused on reception, or dciodvfy cannot inflate it.</summary>
    private async Task<IReadOnlyList<string>?> TryNewErrorsAsync(string dciodvfy, string path, ProfileOption[] options)
    {
        try
        {
            return await NewErrorsAsync(dciodvfy, path, options);
        }
        catch (DicomDataException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> NewErrorsAsync(string dciodvfy, string path, ProfileOption[] options)
    {
        using DicomFile file = DicomFile.Open(path);
        if (file.TransferSyntax.IsDeflated) return [];
        byte[] bytes = await File.ReadAllBytesAsync(path);
        DicomDataset trailer = file.ReadTrailer();
        int trailerLength = Flat.Write(trailer).Length;
        Range bulk = file.Bulk is { } entry ? (int)(file.DataSetPosition + entry.Offset)..(bytes.Length - trailerLength) : 0..0;
        byte[] before = [.. Flat.Write(file.Header), .. bytes[bulk], .. Flat.Write(trailer)];
        string beforePath = Path.Combine(_folder, "before.dcm");
        await File.WriteAllBytesAsync(beforePath, Part10(file.Header, before, file.TransferSyntax));

        Deidentifier deidentifier = TestKeys.Deidentifier(options);
        InstanceState state = deidentifier.Apply(file.Header);
        deidentifier.ApplyToTrailer(trailer, state);
        byte[] after = [.. Flat.Write(file.Header), .. bytes[bulk], .. Flat.Write(trailer)];
        string afterPath = Path.Combine(_folder, "after.dcm");
        await File.WriteAllBytesAsync(afterPath, Part10(file.Header, after, file.TransferSyntax));

        List<string> errors = await ErrorsAsync(dciodvfy, afterPath);
        return [.. errors.Except(await ErrorsAsync(dciodvfy, beforePath))];
    }

    /// <summary>Without values, places in sequences and byte offsets, which differ where nothing else does.</summary>
    private static async Task<List<string>> ErrorsAsync(string dciodvfy, string path)
    {
        ToolResult result = await Tool.RunAsync(dciodvfy, [path]);
        return [.. result.Everything.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Select(line => Variable().Replace(line, "")).Distinct()];
    }

    private static byte[] Part10(DicomDataset header, byte[] dataSet, DicomTransferSyntax syntax)
    {
        byte[] meta = new Testing.DataSetBytes()
            .Element(0x00020001, "OB", [0, 1])
            .Text(0x00020002, "UI", header.GetUID(DicomTag.SOPClassUID) ?? "")
            .Text(0x00020003, "UI", header.GetUID(DicomTag.SOPInstanceUID) ?? "")
            .Text(0x00020010, "UI", syntax.UID)
            .Text(0x00020012, "UI", "2.25.1")
            .ToArray();
        byte[] length = new Testing.DataSetBytes().UInt32(0x00020000, "UL", (uint)meta.Length).ToArray();
        return [.. new byte[128], .. "DICM"u8, .. length, .. meta, .. dataSet];
    }

    [GeneratedRegex(@"\[[^\]]*\]|<[0-9][^>]*>|'[^']*'|0x[0-9a-f]+|[0-9]+\.[0-9.]+")]
    private static partial Regex Variable();
}
