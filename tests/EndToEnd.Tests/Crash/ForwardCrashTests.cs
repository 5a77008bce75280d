using System.Globalization;

namespace StoreScp.EndToEnd.Tests.Crash;

/// <summary>kill -9 of a server that forwards, at any moment: everything it acknowledged reaches its destination.</summary>
public sealed class ForwardCrashTests(ITestOutputHelper output)
{
    private const int RoundCount = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Every_acknowledged_instance_reaches_the_destination_whole_after_kill_9_at_random_moments()
    {
        using var folder = new TemporaryFolder();
        var seed = int.TryParse(Environment.GetEnvironmentVariable("STORESCP_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"STORESCP_TEST_SEED={seed}");
        var random = new Random(seed);
        var load = new Acknowledgements();
        var unanswered = new Queue<Instance>();
        await using var destination = await ServerProcess.StartOnAsync(folder["destination"], "--Scp:AETitle=PACS", "--HealthImaging:EmulatorUrl=none");

        for (var round = 0; round < RoundCount; round++)
        {
            await using var server = await StartAsync(folder["data"], destination);
            var goal = random.Next(1, 40);
            await load.SendAsync(server.Port, new Random(random.Next()), unanswered, async () =>
            {
                if (--goal == 0)
                    await server.KillAsync();
            });
            output.WriteLine($"Round {round}: {load.Acknowledged.Count} acknowledged.");
        }

        await using var last = await StartAsync(folder["data"], destination);
        await WaitUntilAsync(async () => load.Acknowledged.Keys.Except((await destination.StatusAsync()).Select(row => row.SOPInstanceUID)).Any() is false);
        var arrived = (await destination.StatusAsync()).ToLookup(row => row.SOPInstanceUID);
        foreach (var (uid, hash) in load.Acknowledged)
        {
            // Sent twice after a crash, it is a duplicate there: one row.
            var row = arrived[uid].Should().ContainSingle("{0} was acknowledged", uid).Subject;
            Part10.HashOf(Part10.DataSetOf(destination.PathOf(row))).Should().Be(hash);
        }
        arrived.Select(row => row.Key).Should().BeSubsetOf(load.Sent.Keys);
    }

    private static Task<ServerProcess> StartAsync(string folder, ServerProcess destination) => ServerProcess.StartOnAsync(
        folder,
        "--Routes:0:Name=pacs", "--Routes:0:ForwardTo=PACS", "--Routes:Default:0=pacs", "--Forward:CheckInterval=100ms", "--Forward:AbandonedAfter=10",
        "--Scp:Peers:0:AETitle=PACS", "--Scp:Peers:0:Host=127.0.0.1", $"--Scp:Peers:0:Port={destination.Port.ToString(CultureInfo.InvariantCulture)}");

    private static async Task WaitUntilAsync(Func<Task<bool>> isDone)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!await isDone())
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
