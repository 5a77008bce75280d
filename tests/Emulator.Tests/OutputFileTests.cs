using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

/// <summary>The output files against samples that were typed from the documentation, ids apart.</summary>
public sealed class OutputFileTests
{
    private const string Manifest =
        """
        {"jobSummary":{"jobId":"JOB","datastoreId":"DATASTORE","inputS3Uri":"s3://local/in/","outputS3Uri":"s3://local/output/DATASTORE-DicomImport-JOB/","successOutputS3Uri":"s3://local/output/DATASTORE-DicomImport-JOB/SUCCESS/","failureOutputS3Uri":"s3://local/output/DATASTORE-DicomImport-JOB/FAILURE/","warningsOutputS3Uri":"s3://local/output/DATASTORE-DicomImport-JOB/WARNING/","numberOfScannedFiles":3,"numberOfImportedFiles":2,"numberOfFilesWithCustomerError":1,"numberOfFilesWithServerError":0,"numberOfGeneratedImageSets":1,"imageSetsSummary":[{"imageSetId":"IMAGESET","imageSetVersion":1,"isPrimary":true,"numberOfMatchedSOPInstances":2}]}}

        """;

    private const string Success =
        """
        {"inputFile":"in/good.dcm","importResponse":{"imageSetId":"IMAGESET","imageSetVersion":1,"isPrimary":true}}
        {"inputFile":"in/warned.dcm","importResponse":{"imageSetId":"IMAGESET","imageSetVersion":1,"isPrimary":true}}

        """;

    private const string Failure =
        """
        {"inputFile":"in/bad.dcm","exception":{"exceptionType":"ValidationException","message":"DICOM attribute TransferSyntaxUID does not exist"}}

        """;

    private const string Warning =
        """
        {"inputFile":"in/warned.dcm","importResponse":{"imageSetId":"IMAGESET","imageSetVersion":1,"isPrimary":true,"warnings":[{"warning_reason_code":45330,"type":"InvalidOffsetTable","message":"The file was imported but contains an invalid offset table, may see issues when retrieving certain frames."}]}}

        """;

    [Fact]
    public async Task The_four_files_are_as_documented()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutObject("in/good.dcm", InstanceFiles.Instance("2.25.1"));
        emulator.PutObject("in/bad.dcm", InstanceFiles.DataSet("2.25.2").ToArray());
        emulator.PutObject("in/warned.dcm", InstanceFiles.Part10(
            InstanceFiles.DataSet("2.25.3", trailing: data => data.SmallImage(1).PixelItems([4], [1, 2])), InstanceFiles.JpegBaseline));
        string jobId = (string)(await emulator.ImportAsync("in/"))["jobId"]!;
        string imageSetId = (string)emulator.Successes(jobId)[0]["importResponse"]!["imageSetId"]!;

        string Read(string name) => File.ReadAllText(emulator.OutputPath(jobId, name))
            .Replace(jobId, "JOB").Replace(emulator.DatastoreId, "DATASTORE").Replace(imageSetId, "IMAGESET");
        Read("job-output-manifest.json").Should().Be(Manifest);
        Read("SUCCESS/success.ndjson").Should().Be(Success);
        Read("FAILURE/failure.ndjson").Should().Be(Failure);
        Read("WARNING/warning.ndjson").Should().Be(Warning);
    }

    [Fact]
    public async Task Result_files_without_lines_are_empty_files()
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        await emulator.ImportOneAsync("in/", InstanceFiles.Instance());
        string folder = Directory.EnumerateDirectories(Path.Combine(emulator.Bucket, "output")).Single();

        new FileInfo(Path.Combine(folder, "FAILURE", "failure.ndjson")).Length.Should().Be(0);
        new FileInfo(Path.Combine(folder, "WARNING", "warning.ndjson")).Length.Should().Be(0);
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Should().HaveCount(4, "no temporary file is left");
    }

    public static TheoryData<string, byte[], string> Refused() => new()
    {
        { "no DICOM", "Not an image at all, and too short"u8.ToArray(), "DICOM attributes does not exist" },
        { "empty", [], "DICOM attributes does not exist" },
        { "no SOP Class UID", InstanceFiles.Part10(new DataSetBytes().Text(0x00080018, "UI", "2.25.1").Text(0x0020000D, "UI", "2.25.2")), "DICOM attribute SOPClassUID does not exist" },
        { "no Series Instance UID", InstanceFiles.Part10(InstanceFiles.DataSet(series: "")), "DICOM attribute SeriesInstanceUID does not exist" },
        { "long Patient ID", InstanceFiles.Part10(InstanceFiles.DataSet(patientId: new string('7', 257))), "DICOM attribute PatientID is longer than 256 characters" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_that_cannot_be_imported_is_a_customer_error(string name, byte[] file, string message)
    {
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.PutObject("in/file.dcm", file);
        JsonNode job = await emulator.ImportAsync("in/");

        ((string)job["jobStatus"]!).Should().Be("COMPLETED", name);
        string jobId = (string)job["jobId"]!;
        ((string)emulator.Failures(jobId).Single()["exception"]!["message"]!).Should().Be(message);
        ((int)emulator.Manifest(jobId)["numberOfImportedFiles"]!).Should().Be(0);
        Directory.EnumerateFiles(Path.Combine(emulator.Options.Folder, "instances"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }
}
