using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>What the ledger of a storage folder says of imports, whether a server runs or not.</summary>
internal sealed class ImportLedger(string folder) : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly SqliteLedgerReader _reader = SqliteLedgerReader.Open(folder);

    public async Task<List<InstanceRow>> InstancesAsync() => await _reader.ListInstancesAsync(new InstanceQuery(), default).ToListAsync();

    public async Task<List<BatchRow>> BatchesAsync() => await _reader.ListBatchesAsync(new BatchQuery(), default).ToListAsync();

    /// <summary>The only row of an instance.</summary>
    public async Task<InstanceRow> InstanceAsync(string sopInstanceUID) =>
        (await _reader.FindByReceivedAsync(sopInstanceUID, default)).Should().ContainSingle("{0} was acknowledged once", sopInstanceUID).Subject;

    /// <summary>Completes when each of the instances has a row, every delivery a final state, and every batch of them too.</summary>
    public async Task WaitUntilFinalAsync(IReadOnlyCollection<string> sopInstanceUIDs, TimeSpan limit)
    {
        var open = "nothing was looked at yet";
        await WaitAsync(async () => (open = await FindOpenAsync(sopInstanceUIDs)) == "", limit, () => open);
    }

    public Task WaitForBatchAsync(Func<BatchRow, bool> condition, TimeSpan limit) =>
        WaitAsync(async () => (await BatchesAsync()).Exists(batch => condition(batch)), limit, () => "no batch is like that");

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private async Task<string> FindOpenAsync(IReadOnlyCollection<string> sopInstanceUIDs)
    {
        var instances = await InstancesAsync();
        var missing = sopInstanceUIDs.Except(instances.Select(row => row.Received.SOPInstanceUID)).ToList();
        var inFlight = instances.Where(row => row.Deliveries.Any(delivery => !delivery.IsFinal)).ToList();
        var batches = (await BatchesAsync()).Where(batch => !batch.IsFinal).ToList();
        return missing.Count + inFlight.Count + batches.Count == 0
            ? ""
            : $"{missing.Count} have no row, {inFlight.Count} are in flight:\n{string.Join('\n', inFlight.Take(3))}\n{string.Join('\n', batches)}";
    }

    private static async Task WaitAsync(Func<Task<bool>> isDone, TimeSpan limit, Func<string> state)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isDone())
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
                throw new TimeoutException($"After {limit.TotalSeconds} s: {state()}");
            await Task.Delay(LookEvery);
        }
    }
}
