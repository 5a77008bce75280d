using System.Text.Json;
using StoreScp.Cloud.Lambda;
using StoreScp.Emulator;
using StoreScp.Testing;

namespace StoreScp.Cloud.Scenario;

/// <summary>
/// What happens at a site, on the stand-in cloud with real processes: two studies, an instance that comes late, and one that HealthImaging fails by a
/// fault of its own and that is redriven.
/// </summary>
public sealed class CloudScenario(StandInCloud cloud, string folder, TextWriter output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private static readonly string[] Fast = ["--Batches:QuietPeriod=1", "--Batches:LeaseTime=10", "--Import:PollInterval=1", "--Import:SweepInterval=1"];

    private readonly Synthetic _synthetic = new();
    private readonly List<SyntheticInstance> _sent = [];

    /// <summary>A function of ours in its process.</summary>
    public static FunctionOptions FunctionOf(string task, IReadOnlyDictionary<string, string> environment) => new($"storescp-{task}", task)
    {
        Command = ["dotnet", BuiltProgram.Functions],
        Environment = environment,
    };

    /// <returns>Every instance that was sent, as the ledger has it at the end.</returns>
    /// <exception cref="InvalidOperationException">A process failed, or not everything was Imported in time; the text says what.</exception>
    public async Task<IReadOnlyList<ShownInstance>> RunAsync(CancellationToken cancellation)
    {
        await using var server = await StoreScpProcess.ServeAsync(cloud.Environment, [.. Fast, $"--Storage:Path={Path.Combine(folder, "server")}"]);
        try
        {
            await output.WriteLineAsync($"storescp serve on port {server.Port}; AWS is {cloud.Endpoint}");
            await SendAsync(server, "two studies", [_synthetic.NewStudy().MR(), _synthetic.MR(), _synthetic.NewStudy().CT(), _synthetic.CT(), _synthetic.CT()]);
            await WaitUntilImportedAsync(cancellation);
            await SendAsync(server, "an instance of the second study, late", [_synthetic.CT()]);
            await WaitUntilImportedAsync(cancellation);
            var last = await RedriveAsync(server, cancellation);
            await AskAsync(last[0]);
            return last;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            throw new InvalidOperationException($"{e.Message}\nThe server said:\n{server.Log}", e);
        }
    }

    private async Task<IReadOnlyList<ShownInstance>> RedriveAsync(StoreScpProcess server, CancellationToken cancellation)
    {
        SyntheticInstance[] both = [_synthetic.NewStudy().MR(), _synthetic.MR()];
        cloud.EmulatorFaults.FileErrors = [new KeyFault(both[0].SOPInstanceUID, IsServerError: true)];
        await SendAsync(server, "a study of two, of which HealthImaging fails one for now", both);
        await WaitAsync(shown => Find(shown, both[1])?.State == "Imported", cancellation);
        cloud.EmulatorFaults.FileErrors = [];
        var last = await WaitUntilImportedAsync(cancellation);
        if (Find(last, both[0])!.BatchId == Find(last, both[1])!.BatchId)
            throw new InvalidOperationException("Both instances were imported by one batch: nothing was redriven.");
        return last;
    }

    /// <summary>What an operator asks, from a laptop as well: each command fails when it has nothing to show, or something does not add up.</summary>
    private async Task AskAsync(ShownInstance instance)
    {
        foreach (var command in new string[][] { ["doctor"], ["trace", "--study", instance.StudyInstanceUID], ["import", "list"], ["import", "show", instance.BatchId!], ["reconcile"] })
        {
            await output.WriteLineAsync($"storescp {string.Join(' ', command)}:");
            await output.WriteAsync(await StoreScpProcess.RunAsync(cloud.Environment, command));
        }
    }

    private static ShownInstance? Find(IReadOnlyList<ShownInstance> shown, SyntheticInstance instance) =>
        shown.SingleOrDefault(one => one.SOPInstanceUID == instance.SOPInstanceUID);

    private async Task SendAsync(StoreScpProcess server, string what, SyntheticInstance[] instances)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, $"sent-{_sent.Count}")).FullName;
        foreach (var instance in instances)
            instance.WriteFile(Path.Combine(files, $"{instance.SOPInstanceUID}.dcm"));
        await output.WriteLineAsync($"storescp send: {what}");
        await output.WriteAsync(await StoreScpProcess.RunAsync(cloud.Environment, "send", files, "--to", $"127.0.0.1:{server.Port}"));
        _sent.AddRange(instances);
    }

    private async Task<IReadOnlyList<ShownInstance>> WaitUntilImportedAsync(CancellationToken cancellation)
    {
        var shown = await WaitAsync(all => all.Count == _sent.Count && all.All(one => one.State == "Imported"), cancellation);
        await output.WriteLineAsync("storescp status:");
        await output.WriteAsync(await StoreScpProcess.RunAsync(cloud.Environment, "status"));
        return shown;
    }

    private async Task<IReadOnlyList<ShownInstance>> WaitAsync(Func<IReadOnlyList<ShownInstance>, bool> isSo, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        while (true)
        {
            var text = await StoreScpProcess.RunAsync(cloud.Environment, "status", "--instances", "--json");
            ShownInstance[] shown = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<ShownInstance>(line)!)];
            if (isSo(shown))
                return shown;
            if (limit.IsCancellationRequested)
                throw new InvalidOperationException($"Not in {Limit.TotalMinutes} minutes; the ledger has:\n{text}");
            await Task.Delay(BetweenLooks, CancellationToken.None);
        }
    }
}
