using System.Globalization;

namespace StoreScp.EndToEnd.Tests.Crash;

/// <summary>kill -9 at any moment: what was acknowledged is there, whole, once; nothing else can be mistaken for an object.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int RoundCount = 10;
    private const int AssociationCount = 5;

    [Fact]
    public async Task Every_acknowledged_instance_is_there_whole_and_once_after_kill_9_at_random_moments()
    {
        using var folder = new TemporaryFolder();
        var seed = Seed();
        output.WriteLine($"STORESCP_TEST_SEED={seed}");
        var random = new Random(seed);
        var load = new Acknowledgements();
        var unanswered = Enumerable.Range(0, AssociationCount).Select(_ => new Queue<Instance>()).ToList();

        for (var round = 1; round <= RoundCount; round++)
        {
            await KillUnderLoadAsync(folder["data"], load, unanswered, random);
            await MustHaveAsync(folder["data"], load);
            output.WriteLine($"Round {round}: {load.Acknowledged.Count} acknowledged of {load.Sent.Count} sent.");
        }

        load.Acknowledged.Count.Should().BeGreaterThan(RoundCount, "there was load");
        await using var server = await ServerProcess.StartOnAsync(folder["data"]);
        await MustSweepAsync(folder["data"]);
        (await server.StopAsync()).Should().Be(0);
        Directory.EnumerateFileSystemEntries(Path.Combine(folder["data"], "tmp")).Should().BeEmpty("the locks of ended processes go with their files");
    }

    private static async Task KillUnderLoadAsync(string folder, Acknowledgements load, List<Queue<Instance>> unanswered, Random random)
    {
        await using var server = await ServerProcess.StartOnAsync(folder);
        var goal = random.Next(1, 80);
        var delay = TimeSpan.FromMilliseconds(random.NextDouble() * 15);
        var reached = new TaskCompletionSource();
        var senders = unanswered.Select(queue => load.SendAsync(server.Port, new Random(random.Next()), queue, () =>
        {
            if (Interlocked.Decrement(ref goal) <= 0)
                reached.TrySetResult();
            return Task.CompletedTask;
        })).ToList();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Task.Delay(delay);
        await server.KillAsync();
        await Task.WhenAll(senders);
    }

    private static async Task MustHaveAsync(string folder, Acknowledgements load)
    {
        var rows = (await ServerProcess.StatusOfAsync(folder)).ToLookup(row => row.SOPInstanceUID);
        foreach (var (uid, hash) in load.Acknowledged)
        {
            var row = rows[uid].Should().ContainSingle("{0} was acknowledged", uid).Subject;
            Part10.HashOf(Part10.DataSetOf(ServerProcess.PathOf(folder, row.ObjectKey))).Should().Be(hash, "{0} was acknowledged", uid);
        }
        rows.Should().OnlyContain(row => row.Count() == 1 && load.Sent.ContainsKey(row.Key));
        foreach (var path in Files(folder).Except(UnfinishedFiles(folder)))
            load.Sent.Values.Should().Contain(Part10.HashOf(Part10.DataSetOf(path)), "no partial object is visible: {0}", path);
    }

    /// <summary>Returns when the sweep that runs beside reception has removed the leftovers.</summary>
    private static async Task MustSweepAsync(string folder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (UnfinishedFiles(folder).Any())
            await timer.WaitForNextTickAsync(limit.Token);
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(folder, "objects"), "*", SearchOption.AllDirectories);

    private static IEnumerable<string> UnfinishedFiles(string folder) => Files(folder).Where(path => Path.GetFileName(path).StartsWith('.'));

    private static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("STORESCP_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
}
