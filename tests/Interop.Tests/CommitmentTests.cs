using System.Globalization;
using System.Text.Json;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Interop.Tests;

/// <summary>Storage commitment with outside SCUs, on their own association and on one that the server opens.</summary>
public sealed class CommitmentTests
{
    private const string TransactionUID = "2.25.329800735698586629295641978511506172918";
    private const string UnknownInstance = "2.25.100";

    [Fact]
    public async Task Dcmjs_dimse_that_stays_is_told_on_its_own_association()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ExplicitVRLittleEndian]);
        await using var server = await ServerProcess.StartAsync(
            "--Commitment:Policy=Stored", "--Commitment:CheckInterval=100ms", "--Commitment:AnswerDelay=100ms");

        var events = DcmjsScript.Events(await RunAsync(server, files, lingerMilliseconds: 5000, listenPort: 0));

        StatusesOf(events).Should().Equal([.. instances.Select(_ => ("store", 0)), ("action", 0)]);
        MustTell(events, "same", instances);
        server.Log.Should().Contain($"Storage commitment {TransactionUID} of DCMJS: 2 committed, 1 failed; answered on the requesting association");
    }

    [Fact]
    public async Task Dcmjs_dimse_that_leaves_is_told_on_a_new_association_once_everything_is_imported()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ExplicitVRLittleEndian]);
        var port = Ports.Free();
        await using var server = await ServerProcess.StartAsync(
            "--Scp:Peers:0:AETitle=DCMJS", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={port}", "--Commitment:CheckInterval=100ms",
            "--Batches:QuietPeriod=1", "--Import:PollInterval=1", "--HealthImaging:EmulatorJobTime=0");

        var events = DcmjsScript.Events(await RunAsync(server, files, lingerMilliseconds: 0, port));

        MustTell(events, "new", instances);
        server.Log.Should().Contain("answered on a new association");
    }

    [Fact]
    public async Task A_request_that_was_taken_is_answered_although_the_server_is_killed()
    {
        using var files = new TemporaryFolder();
        using var data = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ExplicitVRLittleEndian]);
        var port = Ports.Free();
        string[] settings =
        [
            "--Scp:Peers:0:AETitle=DCMJS", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={port}",
            "--Commitment:CheckInterval=100ms", "--Commitment:AbandonedAfter=1s",
            // An import would begin when the lease of the killed process has ended; the test stands in for it.
            "--HealthImaging:EmulatorUrl=none",
        ];
        Task<ToolResult> running;
        await using (var server = await ServerProcess.StartOnAsync(data.Path, settings))
        {
            running = RunAsync(server, files, lingerMilliseconds: 0, port);
            await TakenAsync(server.Folder);
            await server.KillAsync();
        }

        await using var restarted = await ServerProcess.StartOnAsync(data.Path, settings);
        await ImportAsync(restarted, instances);

        MustTell(DcmjsScript.Events(await running), "new", instances);
    }

    [Fact]
    public async Task Orthanc_is_told_what_is_committed_and_what_failed()
    {
        using var files = new TemporaryFolder();
        SyntheticFolder.Write(files.Path, [UIDs.ExplicitVRLittleEndian], countOfEach: 3);
        var port = Ports.Free();
        await using var server = await ServerProcess.StartAsync(
            "--Scp:Peers:0:AETitle=ORTHANC", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={port}",
            "--Scp:Peers:0:CommitmentPolicy=Stored", "--Commitment:CheckInterval=100ms");
        await using var orthanc = await OrthancProcess.StartAsync(server.Port, port);
        List<string> identifiers = [];
        foreach (var instance in Directory.GetFiles(files.Path, "*.dcm", SearchOption.AllDirectories))
            identifiers.Add(await orthanc.UploadAsync(instance));
        await orthanc.StoreAsync(identifiers.Take(2));

        var kept = await orthanc.CommitmentReportAsync(await orthanc.RequestCommitmentAsync(identifiers.Take(2)));
        var partly = await orthanc.CommitmentReportAsync(await orthanc.RequestCommitmentAsync(identifiers));

        kept.GetProperty("Status").GetString().Should().Be("Success", kept.ToString());
        kept.GetProperty("Success").GetArrayLength().Should().Be(2);
        kept.GetProperty("RemoteAET").GetString().Should().Be("STORESCP");
        partly.GetProperty("Status").GetString().Should().Be("Failure", partly.ToString());
        partly.GetProperty("Success").GetArrayLength().Should().Be(2);
        partly.GetProperty("Failures").EnumerateArray().Should().ContainSingle().Which.GetProperty("FailureReason").GetInt32().Should().Be(0x0112, partly.ToString());
    }

    private static Task<ToolResult> RunAsync(ServerProcess server, TemporaryFolder files, int lingerMilliseconds, int listenPort) => DcmjsScript.RunAsync(
        "commit.js",
        [
            "127.0.0.1", Text(server.Port), "STORESCP", Text(lingerMilliseconds), Text(listenPort), TransactionUID, UnknownInstance,
            .. Directory.GetFiles(files.Path, "*.dcm", SearchOption.AllDirectories),
        ]);

    /// <summary>As the import does, once the transaction is taken: gives each instance its final state, through a ledger of its own.</summary>
    private static async Task ImportAsync(ServerProcess server, IReadOnlyList<Instance> instances)
    {
        await TakenAsync(server.Folder);
        await using var ledger = SqliteLedger.Open(new LocalStorageOptions { Path = server.Folder });
        foreach (var instance in instances)
        {
            var delivery = new Delivery(Delivery.DefaultRoute, DeliveryState.Imported);
            (await ledger.FinishAsync(new InstanceRowKey(instance.SOPInstanceUID, 0), delivery, null, default)).Should().BeTrue();
        }
    }

    private static async Task TakenAsync(string folder)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var ledger = SqliteLedger.Open(new LocalStorageOptions { Path = folder });
        while (await ledger.Commitments.FindCommitmentAsync(new CommitmentKey("DCMJS", TransactionUID), patience.Token) is null)
            await Task.Delay(50, patience.Token);
    }

    private static IEnumerable<(string, int)> StatusesOf(IReadOnlyList<JsonElement> events) => events
        .Where(one => one.TryGetProperty("status", out _))
        .Select(one => (one.GetProperty("event").GetString()!, one.GetProperty("status").GetInt32()));

    private static void MustTell(IReadOnlyList<JsonElement> events, string way, IReadOnlyList<Instance> committed)
    {
        var report = events.Should().ContainSingle(one => one.GetProperty("event").GetString() == "report").Subject;
        report.GetProperty("way").GetString().Should().Be(way);
        report.GetProperty("type").GetInt32().Should().Be(2);
        report.GetProperty("transaction").GetString().Should().Be(TransactionUID);
        report.GetProperty("committed").EnumerateArray().Select(one => one.GetProperty("instance").GetString())
            .Should().BeEquivalentTo(committed.Select(instance => instance.SOPInstanceUID));
        var failed = report.GetProperty("failed").EnumerateArray().Should().ContainSingle().Subject;
        failed.GetProperty("instance").GetString().Should().Be(UnknownInstance);
        failed.GetProperty("reason").GetInt32().Should().Be(0x0112);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
