using System.Text.Json;
using System.Text.Json.Serialization;
using StoreScp.Cloud.Scenario;
using StoreScp.Testing;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>Waits for what is to be there, and insists on it.</summary>
internal sealed class LedgerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Readable = new() { IncludeFields = true, Converters = { new JsonStringEnumConverter() } };

    private readonly CloudContents _contents;

    private LedgerWatch(CloudContents contents) => _contents = contents;

    public static async Task<LedgerWatch> OpenAsync(StandInCloud cloud) => new(await CloudContents.OpenAsync(cloud));

    /// <inheritdoc cref="CloudContents.TakenAsync"/>
    public Task<IReadOnlyList<InstanceRow>> TakenAsync(SyntheticInstance instance) => _contents.TakenAsync(instance);

    public Task<List<BatchRow>> BatchesAsync(string studyInstanceUID) => _contents.BatchesAsync(studyInstanceUID);

    public Task<List<BatchRow>> WaitForBatchesAsync(string studyInstanceUID, Func<BatchRow, bool> are) =>
        WaitAsync(() => BatchesAsync(studyInstanceUID), batches => batches.Count > 0 && batches.TrueForAll(batch => are(batch)));

    /// <summary>Until what it is about is so: in eight minutes at the latest.</summary>
    /// <exception cref="TimeoutException">It never was; the text is what was seen last.</exception>
    public static async Task<T> WaitAsync<T>(Func<Task<T>> look, Func<T, bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isSo(seen))
                return seen;
            if (TimeProvider.System.GetElapsedTime(began) > Limit)
                throw new TimeoutException($"Not so after {Limit}: {JsonSerializer.Serialize(seen, Readable)}");
            await Task.Delay(BetweenLooks);
        }
    }

    /// <summary>Every instance is in the ledger once and its object has its bytes.</summary>
    public async Task ShouldHaveAsync(IEnumerable<SyntheticInstance> instances)
    {
        foreach (var instance in instances)
        {
            var row = (await TakenAsync(instance)).Should().ContainSingle().Subject;
            (await BytesOfAsync(row))[^instance.DataSetToArray().Length..].Should().Equal(instance.DataSetToArray());
        }
    }

    /// <summary>The whole object of a row.</summary>
    public async Task<byte[]> BytesOfAsync(InstanceRow row)
    {
        var bytes = await _contents.BytesOfAsync(row);
        bytes.Should().NotBeNull(row.ObjectKey.ToString());
        return bytes!;
    }

    /// <summary>Waits until every instance is Imported, and insists on one import job for each batch.</summary>
    public async Task ShouldBeImportedAsync(IReadOnlyList<SyntheticInstance> instances)
    {
        foreach (var instance in instances)
        {
            var (rows, _) = await WaitAsync(
                async () => (Rows: await TakenAsync(instance), Batches: await BatchesAsync(instance.StudyInstanceUID)),
                seen => seen.Rows.Count > 0 && seen.Rows.All(row => row.Deliveries.All(delivery => delivery.IsFinal)));
            rows.SelectMany(row => row.Deliveries).Should().ContainSingle().Which.State.Should().Be(DeliveryState.Imported);
        }
        var jobs = await _contents.JobNamesAsync();
        foreach (var study in instances.Select(instance => instance.StudyInstanceUID).Distinct())
        {
            foreach (var batch in await WaitForBatchesAsync(study, batch => batch.IsFinal))
            {
                if (batch.State == BatchState.Completed)
                    jobs.Should().ContainSingle(job => job.StartsWith(batch.Id.ToString()));
            }
        }
    }

    public ValueTask DisposeAsync() => _contents.DisposeAsync();
}
