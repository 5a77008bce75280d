using System.Security.Cryptography;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Escrow;
using StoreScp.Plugins.DeIdentification.Tests.Handler;

namespace StoreScp.Plugins.DeIdentification.Tests.Escrow;

public sealed class EscrowTests : IDisposable
{
    private const string Settings = """{ "KeySecret": "key", "Options": ["RetainLongitudinalModifiedDates"], "Escrow": { "Folder": "kept", "KeySecret": "escrow" } }""";
    private readonly string _folder = Directory.CreateTempSubdirectory("storescp-escrow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task With_its_key_the_escrow_gives_back_what_was_replaced()
    {
        DicomDataset header = await ProcessAsync();
        EscrowRecord record = EscrowReader.Read(await ReadFileAsync(), Handler.TestContext.EscrowKey).Should().ContainSingle().Subject;
        record.PatientId.Should().Be("SYN0001");
        record.PatientName.Should().Be("NOBODY^SYNTHETIC");
        record.AccessionNumber.Should().Be("ACC0001");
        record.Pseudonym.Should().Be(header.GetString(DicomTag.PatientID));
        record.ShiftDays.Should().BeInRange(30, 3650);
        record.UIDs["1.2.3.4"].Should().Be(header.GetUID(DicomTag.SOPInstanceUID));
        record.Time.Year.Should().Be(2026);
    }

    [Fact]
    public async Task Without_its_key_the_escrow_gives_away_nothing()
    {
        await ProcessAsync();
        byte[] file = await ReadFileAsync();
        Encoding.Latin1.GetString(file).Should().NotContainAny("SYN0001", "NOBODY", "1.2.3.4");
        FluentActions.Invoking(() => EscrowReader.Read(file, TestKeys.Key)).Should().Throw<AuthenticationTagMismatchException>();
    }

    [Fact]
    public async Task A_record_that_was_cut_off_or_changed_is_not_taken_for_one()
    {
        await ProcessAsync();
        byte[] file = await ReadFileAsync();
        EscrowReader.Read(file.AsSpan(..^1), Handler.TestContext.EscrowKey).Should().BeEmpty();
        file[^1] ^= 1;
        FluentActions.Invoking(() => EscrowReader.Read(file, Handler.TestContext.EscrowKey)).Should().Throw<AuthenticationTagMismatchException>();
    }

    [Fact]
    public async Task Calls_at_once_each_leave_their_record()
    {
        await using DeIdentificationHandler handler = await Handler.TestContext.HandlerAsync(Settings, _folder);
        await Parallel.ForAsync(0, 50, async (i, cancellation) =>
            await handler.ProcessAsync(TestInstance.Of(TestInstance.Header().Set(DicomTag.PatientID, $"P{i}")), cancellation));
        EscrowReader.Read(await ReadFileAsync(), Handler.TestContext.EscrowKey).Select(record => record.PatientId)
            .Should().BeEquivalentTo(Enumerable.Range(0, 50).Select(i => $"P{i}"));
    }

    [Fact]
    public async Task By_default_nothing_is_kept()
    {
        await using DeIdentificationHandler handler = await Handler.TestContext.HandlerAsync(folder: _folder);
        await handler.ProcessAsync(TestInstance.Of(TestInstance.Header()), CancellationToken.None);
        Directory.EnumerateFileSystemEntries(_folder).Should().BeEmpty();
    }

    private async Task<DicomDataset> ProcessAsync()
    {
        await using DeIdentificationHandler handler = await Handler.TestContext.HandlerAsync(Settings, _folder);
        ReceivedInstance instance = TestInstance.Of(TestInstance.Header());
        await handler.ProcessAsync(instance, CancellationToken.None);
        return instance.Header;
    }

    /// <summary>The handler may have the file open still.</summary>
    private async Task<byte[]> ReadFileAsync()
    {
        string path = Directory.EnumerateFiles(Path.Combine(_folder, "kept"), "*.escrow").Single();
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
