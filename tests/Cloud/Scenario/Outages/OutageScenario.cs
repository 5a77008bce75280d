using StoreScp.Cloud.Faults;
using StoreScp.Protocol.Dimse;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Cloud.Scenario.Outages;

/// <summary>Services that are away for as long as it takes to notice: four modalities go on sending through it, and what they were told is compared with what is there.</summary>
internal sealed class OutageScenario(StandInCloud cloud, string folder, TextWriter output)
{
    private const int Modalities = 4;

    private static readonly TimeSpan BetweenInstances = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private int _servers;

    /// <summary>Whether every promise was kept.</summary>
    /// <exception cref="InvalidOperationException">A server did not start, or something never came to an end.</exception>
    public async Task<bool> RunAsync(IEnumerable<Outage> outages, CancellationToken cancellation)
    {
        await output.WriteLineAsync(OutageResult.Header);
        var isAsPromised = true;
        foreach (var outage in outages)
        {
            var result = await RunAsync(outage, cancellation);
            await output.WriteLineAsync(result.Row);
            isAsPromised &= result.IsAsPromised;
        }
        return isAsPromised;
    }

    private async Task<OutageResult> RunAsync(Outage outage, CancellationToken cancellation)
    {
        await using var proxy = await FaultProxy.StartAsync(cloud.Endpoint, seed: 60, TimeProvider.System);
        await using var server = await ServeAsync(proxy);
        await using var contents = await CloudContents.OpenAsync(cloud);
        var modality = new Modality();
        await modality.SendAsync(server.Port, Studies.New(instances: 1));

        outage.Begin(proxy);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = Task.WhenAll(Enumerable.Range(0, Modalities).Select(_ => SendAsync(modality, server.Port, stop.Token)));
        await Task.Delay(outage.Duration, cancellation);
        outage.End(proxy);
        var ended = TimeProvider.System.GetUtcNow();
        var recovered = outage.RefusesNothing
            ? await StartedAsync(modality, contents, cancellation)
            : await UntilAsync<DateTimeOffset>(() => Task.FromResult(modality.History.FirstOrDefault(answer => answer.Status == DimseStatus.Success && answer.At >= ended)?.At), cancellation);
        await stop.CancelAsync();
        await sending;
        List<ModalityAnswer> refused = [.. modality.History.Where(answer => answer.Status != DimseStatus.Success)];
        await modality.SendAsync(server.Port, modality.Answers.Keys.Except(modality.Acknowledged).ToList());
        return new OutageResult(
            outage, refused.Count, refused.Count == 0 ? null : refused.Max(answer => answer.Wait), recovered - ended, modality.Answers.Count, await StoredAsync(modality, contents),
            NotImported: await NotImportedAsync(modality, contents, cancellation), DuplicateJobs: await DuplicateJobsAsync(modality, contents));
    }

    private Task<StoreScpProcess> ServeAsync(FaultProxy proxy)
    {
        var address = proxy.Url.GetLeftPart(UriPartial.Authority);
        return StoreScpProcess.ServeAsync(cloud.Environment,
            $"--Aws:S3Endpoint={address}", $"--Aws:DynamoDBEndpoint={address}", $"--Aws:StepFunctionsEndpoint={address}", "--Batches:QuietPeriod=5",
            "--Import:PollInterval=1", "--Import:SweepInterval=4", "--Import:StartsPerSecond=10", $"--Storage:Path={Path.Combine(folder, $"outage-{++_servers}")}");
    }

    /// <summary>A study of its own, an instance after the other, each on an association of its own, whatever the answers are.</summary>
    private static async Task SendAsync(Modality modality, int port, CancellationToken stop)
    {
        var study = new Synthetic();
        while (!stop.IsCancellationRequested)
        {
            await modality.SendAsync(port, Studies.Of(study));
            await Task.Delay(BetweenInstances, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task<DateTimeOffset> StartedAsync(Modality modality, CloudContents contents, CancellationToken cancellation)
    {
        var studies = modality.Acknowledged.Select(instance => instance.StudyInstanceUID).Distinct().ToList();
        return UntilAsync<DateTimeOffset>(
            async () =>
            {
                foreach (var study in studies)
                {
                    if ((await contents.BatchesAsync(study)).Exists(batch => batch.Jobs > 0 || batch.State == BatchState.Importing))
                        return TimeProvider.System.GetUtcNow();
                }
                return null;
            },
            cancellation);
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T?>> look, CancellationToken cancellation)
        where T : struct
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await look() is { } seen)
                return seen;
            if (TimeProvider.System.GetElapsedTime(began) > Limit)
                throw new InvalidOperationException($"Not in {Limit.TotalMinutes} minutes after the outage.");
            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    private static async Task<int> StoredAsync(Modality modality, CloudContents contents)
    {
        var stored = 0;
        foreach (var instance in modality.Acknowledged)
        {
            if (await contents.TakenAsync(instance) is [{ ObjectKey: not null } row] && await contents.BytesOfAsync(row) is { } bytes && bytes.AsSpan().EndsWith(instance.DataSetToArray()))
                stored++;
        }
        return stored;
    }

    private static async Task<int> NotImportedAsync(Modality modality, CloudContents contents, CancellationToken cancellation)
    {
        var notImported = 0;
        foreach (var instance in modality.Acknowledged)
        {
            var isImported = await UntilAsync<bool>(
                async () => await contents.TakenAsync(instance) is var rows && rows.All(row => row.Deliveries.All(delivery => delivery.IsFinal))
                    ? rows.SelectMany(row => row.Deliveries).All(delivery => delivery.State == DeliveryState.Imported)
                    : null,
                cancellation);
            notImported += isImported ? 0 : 1;
        }
        return notImported;
    }

    private static async Task<int> DuplicateJobsAsync(Modality modality, CloudContents contents)
    {
        var jobs = await contents.JobNamesAsync();
        var duplicates = 0;
        foreach (var study in modality.Acknowledged.Select(instance => instance.StudyInstanceUID).Distinct())
        {
            foreach (var batch in await contents.BatchesAsync(study))
                duplicates += Math.Max(0, jobs.Count(job => job.StartsWith(batch.Id.ToString(), StringComparison.Ordinal)) - 1);
        }
        return duplicates;
    }
}
