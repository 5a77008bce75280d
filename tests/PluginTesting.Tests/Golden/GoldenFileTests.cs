using StoreScp.Dicom;
using StoreScp.Plugins.Testing;
using StoreScp.PluginTesting.Tests.Handlers;

namespace StoreScp.PluginTesting.Tests.Golden;

public sealed class GoldenFileTests
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "golden", "ct.txt");

    [Fact]
    public async Task A_file_that_is_not_there_says_how_to_write_it() =>
        GoldenFile.Compare(await RunAsync("A"), _path).Should().Contain(GoldenFile.UpdateVariable).And.Contain(_path);

    [Fact]
    public async Task A_written_file_is_equal_to_the_next_run_and_differs_from_another()
    {
        Update(await RunAsync("A"));

        GoldenFile.Compare(await RunAsync("A"), _path).Should().BeEmpty();
        GoldenFile.Compare(await RunAsync("B"), _path).Should().Be("- (0010,0020) LO PatientID: A\n+ (0010,0020) LO PatientID: B\n");
        GoldenFile.Compare(await RunAsync("A", header => header.Remove(DicomTag.StudyID)), _path).Should().Be("- (0020,0010) SH StudyID: 1\n");
        GoldenFile.Compare(await RunAsync("A", header => header.Set(DicomTag.PatientComments, "new")), _path).Should().Be("+ (0010,4000) LT PatientComments: new\n");
    }

    [Fact]
    public async Task A_file_shows_items_numbers_and_the_hash_of_the_bulk()
    {
        var result = await RunAsync("A", header => header.Set(DicomTag.ProcedureCodeSequence, new DicomDataset().Set(DicomTag.CodeValue, "C1")));
        Update(result);

        var text = await File.ReadAllTextAsync(_path);
        text.Should().StartWith("Continue\nTransfer syntax: Explicit VR Little Endian\n")
            .And.Contain("(0008,1032) SQ ProcedureCodeSequence: 1 item\n  [0]\n    (0008,0100) SH CodeValue: C1\n")
            .And.Contain("(0028,0010) US Rows: 512\n")
            .And.EndWith($"(7FE0,0010) OW PixelData: 524288 bytes, SHA-256 {result.Bulk!.SHA256}\n");
    }

    [Fact]
    public async Task A_relative_path_is_relative_to_the_test_s_source_file()
    {
        var nested = Path.Combine(Path.GetDirectoryName(_path)!, "nested");
        Directory.CreateDirectory(nested);

        GoldenFile.Compare(await RunAsync("A"), "ct.txt", Path.Combine(nested, "Tests.cs")).Should().Contain(Path.Combine(nested, "ct.txt"));
    }

    private void Update(PluginTestResult result)
    {
        // Tests of one class do not run at the same time, and no other class compares.
        Environment.SetEnvironmentVariable(GoldenFile.UpdateVariable, "1");
        try
        {
            GoldenFile.Compare(result, _path).Should().BeEmpty();
        }
        finally
        {
            Environment.SetEnvironmentVariable(GoldenFile.UpdateVariable, null);
        }
    }

    private static async Task<PluginTestResult> RunAsync(string patientId, Action<DicomDataset>? edit = null)
    {
        await using var plugin = await DelegateHandler.EditingAsync(_ => { });
        return await plugin.RunAsync(TestInstance.CT().With(DicomTag.PatientID, patientId).With(edit ?? (_ => { })));
    }
}
