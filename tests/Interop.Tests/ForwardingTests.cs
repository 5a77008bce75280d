using System.Globalization;

namespace StoreScp.Interop.Tests;

/// <summary>Forwarding to DCMTK's storescp.</summary>
public sealed class ForwardingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_is_received_reaches_dcmtk_storescp_byte_for_byte_in_every_transfer_syntax()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [.. SyntheticFolder.Native, .. SyntheticFolder.Encapsulated]);
        await using var dcmtk = await DcmtkStoreScp.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            "--Routes:0:Name=pacs", "--Routes:0:ForwardTo=DCMTK", "--Routes:Default:0=pacs", "--Forward:CheckInterval=100ms",
            "--Scp:Peers:0:AETitle=DCMTK", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={dcmtk.Port.ToString(CultureInfo.InvariantCulture)}");

        (await ServerProcess.RunAsync("send", files.Path, "--to", $"127.0.0.1:{server.Port}")).MustSucceed();

        await MustBeForwardedAsync(server, instances.Count);
        dcmtk.MustHaveUnchanged(instances);
    }

    [Fact]
    public async Task A_destination_that_comes_up_later_gets_what_waited()
    {
        using var files = new TemporaryFolder();
        var instances = SyntheticFolder.Write(files.Path, [UIDs.ExplicitVRLittleEndian]);
        await using var server = await ServerProcess.StartAsync(
            "--Routes:0:Name=pacs", "--Routes:0:ForwardTo=DCMTK", "--Routes:Default:0=pacs", "--Forward:CheckInterval=100ms", "--Forward:RetryInterval=1",
            "--Forward:MaximumRetryInterval=1", "--Scp:Peers:0:AETitle=DCMTK", "--Scp:Peers:0:Host=127.0.0.1", "--Scp:Peers:0:Port=1");
        (await ServerProcess.RunAsync("send", files.Path, "--to", $"127.0.0.1:{server.Port}")).MustSucceed();
        await MustShowAsync(server, "Waiting", "cannot be reached");
        (await server.StopAsync()).Should().Be(0);

        await using var dcmtk = await DcmtkStoreScp.StartAsync();
        await using var next = await ServerProcess.StartOnAsync(
            server.Folder, "--Routes:0:Name=pacs", "--Routes:0:ForwardTo=DCMTK", "--Routes:Default:0=pacs", "--Forward:CheckInterval=100ms",
            "--Scp:Peers:0:AETitle=DCMTK", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={dcmtk.Port.ToString(CultureInfo.InvariantCulture)}");

        await MustBeForwardedAsync(next, instances.Count);
        dcmtk.MustHaveUnchanged(instances);
    }

    private static async Task MustBeForwardedAsync(ServerProcess server, int count)
    {
        await WaitAsync(async () => (await ListAsync(server, "Forwarded")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == count);
        (await ServerProcess.RunAsync("reconcile", $"--Storage:Path={server.Folder}")).MustSucceed();
    }

    private static Task MustShowAsync(ServerProcess server, string state, string reason) =>
        WaitAsync(async () => (await ListAsync(server, state)).Contains(reason, StringComparison.Ordinal));

    private static async Task<string> ListAsync(ServerProcess server, string state) =>
        (await ServerProcess.RunAsync("forward", "list", "--state", state, "--json", $"--Storage:Path={server.Folder}")).MustSucceed().Output;

    private static async Task WaitAsync(Func<Task<bool>> isDone)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await isDone())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
