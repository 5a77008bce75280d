using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using StoreScp.Dicom;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public sealed partial class EndToEndTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedOutput _output = new();
    private readonly CapturedOutput _error = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<int> _serving = null!;
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        _serving = StoreScpCommand.RunAsync(
            ["serve", "--Scp:Port=0", "--Scp:BindAddress=127.0.0.1", "--Admin:Url=none", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", "--Logging:Level=Error", $"--Storage:Path={_folder["data"]}"],
            _output, _error, TimeProvider.System, _stop.Token);
        await Task.WhenAny(_output.WaitForAsync(" or: storescp send"), _serving);
        _address = Address().Match(_output.Text).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        (await _serving).Should().Be(ExitCode.Success);
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task The_banner_says_where_and_what_to_try()
    {
        var port = _address.Split(':')[1];
        _output.Text.Should().Contain($"port {port} on 127.0.0.1").And.Contain(_folder["data"])
            .And.Contain($"Try: storescu -nh -aec STORESCP 127.0.0.1 {port} +sd +r FOLDER");
        (await CommandLine.RunAsync("echo", _address)).Output.Should().Contain("answered 0000H");
    }

    [Fact]
    public async Task What_is_sent_is_in_status_with_the_fixed_names_and_can_be_dumped()
    {
        WriteFile("in/a.dcm", "1.2.3.1");
        WriteFile("in/deeper/b.dcm", "1.2.3.2");
        File.WriteAllText(_folder["in/readme.txt"], "not an image");

        var sent = await CommandLine.RunAsync("send", _folder["in"], "--to", _address, "--aet", "CT1", "--associations", "2");
        sent.ExitCode.Should().Be(ExitCode.Success, sent.Error);
        sent.Output.Should().Contain("2 stored, 0 failed").And.Contain("1  passed over, not DICOM instances: " + _folder["in/readme.txt"]);

        var (_, lines, _) = await CommandLine.RunAsync("status", "--instances", "--json", $"--Storage:Path={_folder["data"]}");
        var instances = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        instances.Select(line => line.GetProperty("SOPInstanceUID").GetString()).Should().BeEquivalentTo("1.2.3.1", "1.2.3.2");
        var first = instances.Single(line => line.GetProperty("SOPInstanceUID").GetString() == "1.2.3.1");
        first.GetProperty("StudyInstanceUID").GetString().Should().Be("1.2.3");
        first.GetProperty("SeriesInstanceUID").GetString().Should().Be("1.2.3.9");
        first.GetProperty("SOPClassUID").GetString().Should().Be(DicomUIDs.CTImageStorage);
        first.GetProperty("TransferSyntaxUID").GetString().Should().Be("1.2.840.10008.1.2.1");
        first.GetProperty("CallingAETitle").GetString().Should().Be("CT1");
        first.GetProperty("CalledAETitle").GetString().Should().Be("STORESCP");
        first.GetProperty("State").GetString().Should().Be("Stored");
        first.GetProperty("ContentHash").GetString().Should().HaveLength(32);
        first.GetProperty("ReceivedAt").GetDateTimeOffset().Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        var stored = Path.Combine(_folder["data"], "objects", first.GetProperty("ObjectKey").GetString()!);
        new FileInfo(stored).Length.Should().Be(first.GetProperty("Bytes").GetInt64());

        (await CommandLine.RunAsync("dump", stored)).Output.Should().Contain("SOPInstanceUID: 1.2.3.1").And.Contain("PatientName: \"Test^Case\"");
        (await CommandLine.RunAsync("status", $"--Storage:Path={_folder["data"]}")).Output.Should().Contain("1.2.3").And.Contain("2 Stored");
        (await CommandLine.RunAsync("status", "--study", "1.2.99", $"--Storage:Path={_folder["data"]}")).Error.Should().Contain("Nothing to show");
    }

    [Fact]
    public async Task A_file_that_is_refused_makes_send_fail_and_the_others_are_stored()
    {
        WriteFile("in/a.dcm", "1.2.3.1");
        WriteFile("in/b.dcm", "not.a.uid");

        var (exitCode, output, error) = await CommandLine.RunAsync("send", _folder["in"], "--to", _address);

        exitCode.Should().Be(ExitCode.Failed);
        output.Should().Contain("1 stored, 1 failed").And.Contain("C000H");
        error.Should().Contain("b.dcm: C000H");
    }

    [Fact]
    public async Task A_peer_that_hangs_up_is_a_failure_for_every_file()
    {
        WriteFile("in/a.dcm", "1.2.3.1");
        WriteFile("in/b.dcm", "1.2.3.2");
        using var rude = new TcpListener(IPAddress.Loopback, 0);
        rude.Start();
        var hangingUp = HangUpAsync(rude);

        var (exitCode, output, error) = await CommandLine.RunAsync("send", _folder["in"], "--to", $"127.0.0.1:{((IPEndPoint)rude.LocalEndpoint).Port}");
        rude.Stop();
        await hangingUp;

        exitCode.Should().Be(ExitCode.Failed);
        output.Should().Contain("0 stored, 2 failed");
        error.Should().Contain("a.dcm").And.Contain("b.dcm");
    }

    [Fact]
    public async Task A_called_title_that_is_not_ours_is_told_in_words() =>
        (await CommandLine.RunAsync("echo", _address, "--aec", "OTHER")).Error.Should().Contain("called AE title not recognized (1/1/7)");

    private static async Task HangUpAsync(TcpListener listener)
    {
        try
        {
            while (true)
                (await listener.AcceptSocketAsync()).Dispose();
        }
        catch (SocketException)
        {
            // The test has stopped listening.
        }
    }

    [GeneratedRegex(@"(?<=to )127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    private void WriteFile(string name, string sopInstanceUID)
    {
        var dataSet = new DicomDataset()
            .Set(DicomTag.SOPClassUID, DicomUIDs.CTImageStorage)
            .SetBytes(DicomTag.SOPInstanceUID, DicomVR.UI, System.Text.Encoding.ASCII.GetBytes(sopInstanceUID + (sopInstanceUID.Length % 2 == 0 ? "" : "\0")))
            .Set(DicomTag.PatientName, "Test^Case")
            .Set(DicomTag.StudyInstanceUID, "1.2.3")
            .Set(DicomTag.SeriesInstanceUID, "1.2.3.9")
            .SetBytes(DicomTag.PixelData, DicomVR.OW, new byte[100_000]);
        var file = new ArrayBufferWriter<byte>();
        new FileMetaInformation
        {
            MediaStorageSOPClassUID = DicomUIDs.CTImageStorage,
            MediaStorageSOPInstanceUID = "1.2.3.1",
            TransferSyntaxUID = DicomTransferSyntax.ExplicitVRLittleEndian.UID,
        }.WriteTo(file);
        dataSet.WriteTo(file);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllBytes(_folder[name], file.WrittenSpan.ToArray());
    }
}
