using System.IO.Hashing;
using StoreScp.Receiving;
using StoreScp.Receiving.Routing;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Import.Tests.Interleaving;

/// <summary>
/// Two processes on one ledger and store, with a pause before every call of a port: admission, batch row, object, instance row, lease,
/// sealing, repair and start interleave in every way that a seed can think of.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int SeedCount = 100;
    private const int Dispatching = 2;
    private const int QuickTurns = 40;
    private const int SlowTurns = 40;

    private static readonly BatchState[] Unfinished = [BatchState.Open, BatchState.Sealed, BatchState.Importing];

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("storescp-interleaving-");
    private ImportWorld? _world;

    private ReceivingOptions Options => new() { ScratchDirectory = _scratch.FullName, Routes = RouteTable.Of(ImportWorld.Datastore) };

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
        _scratch.Delete(recursive: true);
    }

    [Fact]
    public void Nothing_acknowledged_misses_its_job_however_two_processes_interleave()
    {
        _world = new ImportWorld(adopter: (store, ledger) => new OrphanAdopter(store, ledger, Options));
        var first = int.TryParse(Environment.GetEnvironmentVariable("STORESCP_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        var count = given == 0 ? SeedCount : 1;
        var acknowledged = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                acknowledged += RunSeed(_world, seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"STORESCP_TEST_SEED={seed} repeats it: {e.Message}", e);
            }
        }
        output.WriteLine($"{count} seeds from {first}: {acknowledged} acknowledged.");
        if (count > 1)
            acknowledged.Should().BeGreaterThan(count, "most are");
    }

    private int RunSeed(ImportWorld world, int seed)
    {
        var random = new Random(seed);
        var scheduler = new StepScheduler(seed, world.Time);
        ReceivingProcess[] processes = [new(world, Options, scheduler, 0), new(world, Options, scheduler, 1)];
        List<SyntheticInstance> acknowledged = [];
        var calls = new PausingCalls(scheduler, Dispatching);
        var sending = new int[processes.Length];

        scheduler.Run(() =>
        {
            List<(int Process, Task Activity)> activities = [];
            foreach (var (process, instances) in Load(random))
            {
                sending[process]++;
                activities.Add((process, SendAsync(process, instances)));
            }
            activities.AddRange(processes.SelectMany(process => process.Run(IsOver)));
            activities.Add((Dispatching, ImportAsync(world, calls, scheduler, IsOver)));
            if (random.Next(3) == 0)
                activities.Add((Dispatching, KillAsync(calls, scheduler, random.Next(2), random.Next(60))));
            return activities;
        });
        scheduler.IsCalm = true;
        scheduler.Run(() => [(Dispatching, SettleAsync(world, processes, scheduler))]);
        MustBeImported(world, acknowledged);
        return acknowledged.Count;

        async Task SendAsync(int process, List<SyntheticInstance> instances)
        {
            await processes[process].SendAsync(instances, acknowledged.Add);
            sending[process]--;
        }

        bool IsOver() => Enumerable.Range(0, processes.Length).All(process => sending[process] == 0 || scheduler.IsDead(process));
    }

    /// <summary>Instances of a study and of another on two associations of each process; some on more than one, and one UID with two contents.</summary>
    private static IEnumerable<(int Process, List<SyntheticInstance> Instances)> Load(Random random)
    {
        var synthetic = new Synthetic();
        var study = Enumerable.Range(0, 5).Select(_ => synthetic.Image("1.2.840.10008.5.1.4.1.1.2", "CT", Synthetic.ExplicitVRLittleEndian, 8, 8, 8, 1)).ToList();
        study.Add(synthetic.NewStudy().Image("1.2.840.10008.5.1.4.1.1.2", "CT", Synthetic.ExplicitVRLittleEndian, 8, 8, 8, 1));
        study.Add(WithOtherPixels(study[0]));
        for (var sender = 0; sender < 4; sender++)
            yield return (sender % 2, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => study[random.Next(study.Count)])]);
    }

    private static SyntheticInstance WithOtherPixels(SyntheticInstance instance)
    {
        var prefix = instance.Prefix.ToArray();
        BitConverter.GetBytes((uint)instance.BulkLength + 2).CopyTo(prefix, prefix.Length - 4);
        return instance with { Prefix = prefix, BulkLength = instance.BulkLength + 2 };
    }

    private static async Task ImportAsync(ImportWorld world, PausingCalls calls, StepScheduler scheduler, Func<bool> isOver)
    {
        while (!isOver())
        {
            await calls.PauseAsync();
            await scheduler.WorkAsync(() => world.Workflows.RunDueAsync(default));
        }
    }

    private static async Task KillAsync(PausingCalls calls, StepScheduler scheduler, int process, int steps)
    {
        while (steps-- > 0)
            await calls.PauseAsync();
        scheduler.Kill(process);
    }

    /// <summary>The living go on in peace until all is done, two hours at most: a redrive that broke off is taken up after one.</summary>
    private static async Task SettleAsync(ImportWorld world, ReceivingProcess[] processes, StepScheduler scheduler)
    {
        // The row of a batch may still be on its way to the ledger, for instances that have given up: at work in the first turn, or pausing.
        for (var turn = 0; turn < QuickTurns + SlowTurns && (turn == 0 || scheduler.IsAnyPaused || !await scheduler.WorkAsync(() => IsDoneAsync(world))); turn++)
        {
            for (var process = 0; process < processes.Length; process++)
            {
                if (!scheduler.IsDead(process))
                    await processes[process].TurnAsync();
            }
            await scheduler.WorkAsync(() => world.Workflows.RunDueAsync(default));
            world.Time.Advance(turn < QuickTurns ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(3));
        }
    }

    private static async Task<bool> IsDoneAsync(ImportWorld world)
    {
        foreach (var state in Unfinished)
        {
            if (await world.Batches.ListBatchesAsync(state, default).AnyAsync())
                return false;
        }
        return !await world.Batches.ListStrandedAsync(DateTimeOffset.MinValue, default).AnyAsync();
    }

    private static void MustBeImported(ImportWorld world, List<SyntheticInstance> acknowledged)
    {
        foreach (var instance in acknowledged)
        {
            var hash = Convert.ToHexStringLower(XxHash128.Hash(instance.DataSetToArray()));
            var rows = Of(world.Ledger.FindByReceivedAsync(instance.SOPInstanceUID, default).AsTask());
            rows.Any(row => row.ContentHash == hash && row.Deliveries.All(delivery => delivery.State == DeliveryState.Imported))
                .Should().BeTrue("{0} was acknowledged; its rows and their batches are {1}", instance.SOPInstanceUID, string.Join('\n', rows.SelectMany(row => Describe(world, row))));
        }
        foreach (var state in Unfinished)
            Of(world.Batches.ListBatchesAsync(state, default).ToListAsync().AsTask()).Should().BeEmpty("nothing is left {0}", state);
    }

    private static IEnumerable<string> Describe(ImportWorld world, InstanceRow row) =>
        row.Deliveries.Select(delivery => $"{row.ObjectKey} {delivery} {Of(world.Batches.FindBatchAsync(delivery.Batch!.Value, default).AsTask())}");

    private static T Of<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
