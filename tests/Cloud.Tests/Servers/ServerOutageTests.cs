using StoreScp.Cloud.Faults;
using StoreScp.Cloud.Resources;
using StoreScp.Cloud.Scenario;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>A service is gone for a while, as the modality and the import see it.</summary>
[Collection(ServerCloudCollection.Name)]
public sealed class ServerOutageTests(ServerCloud site, ITestOutputHelper output)
{
    [Theory]
    [InlineData("s3")]
    [InlineData("dynamodb")]
    public Task While_storage_is_gone_an_instance_is_refused_and_afterwards_it_is_taken(string service) =>
        RefuseAsync(service, FaultKind.Outage, proxy => proxy.BeginOutage(service), proxy => proxy.EndOutage(service));

    /// <summary>S3 says that what it got is not what its checksum says: it goes once more, and what is damaged each time is not taken.</summary>
    [Fact]
    public async Task What_S3_finds_damaged_is_sent_again_and_is_refused_when_it_stays_so()
    {
        var damaged = FaultRules.Of((FaultKind.BadDigest, 1)) with { Concerns = request => request.Method == "PUT" };
        await RefuseAsync("s3", FaultKind.BadDigest, proxy => proxy.Set("s3", damaged), proxy => proxy.Set("s3", damaged with { MaximumFaults = 2 }));
    }

    /// <summary>The longest that there is: nothing but time-outs end a call. Both at once, since each is a wait.</summary>
    [Fact]
    public Task While_storage_does_not_answer_an_instance_is_refused_and_afterwards_it_is_taken()
    {
        var silent = FaultRules.Of((FaultKind.StallBeforeService, 1)) with { StallTime = TimeSpan.FromMinutes(10) };
        return Task.WhenAll(new[] { "s3", "dynamodb" }.Select(service =>
            RefuseAsync(service, FaultKind.StallBeforeService, proxy => proxy.Set(service, silent), proxy => proxy.Set(service, FaultRules.None))));
    }

    /// <summary>The first answer after the outage is lost, so that the start is asked for twice.</summary>
    [Fact]
    public async Task While_Step_Functions_is_gone_nothing_is_refused_and_afterwards_the_batch_is_started_once()
    {
        await using var proxy = await site.StartProxyAsync(seed: 5);
        proxy.BeginOutage("states");
        await using var server = await site.ServeAsync(proxy.Url, "--Batches:QuietPeriod=1");
        await using var watch = await site.WatchAsync();
        var modality = new Modality();
        var study = Studies.New(instances: 3);

        await modality.SendAsync(server.Port, study);
        await LedgerWatch.WaitAsync(() => Task.FromResult(proxy.Count("states", FaultKind.Outage)), count => count > 1);
        modality.Acknowledged.Should().HaveCount(study.Count, server.Log);
        var waiting = (await watch.BatchesAsync(study[0].StudyInstanceUID)).Should().ContainSingle().Subject;
        (await ExecutionsOfAsync(waiting)).Should().BeEmpty();
        proxy.Set("states", FaultRules.Of((FaultKind.ResetAfterService, 1)) with { MaximumFaults = 1 });
        proxy.EndOutage("states");

        await watch.ShouldBeImportedAsync(study);
        (await watch.BatchesAsync(study[0].StudyInstanceUID)).Should().ContainSingle().Which.Jobs.Should().Be(1);
        (await ExecutionsOfAsync(waiting)).Should().Equal($"{waiting.Id}.e1");
        proxy.Count("states", FaultKind.ResetAfterService).Should().Be(1);
    }

    private async Task RefuseAsync(string service, FaultKind kind, Action<FaultProxy> begin, Action<FaultProxy> end)
    {
        await using var proxy = await site.StartProxyAsync(seed: 5);
        await using var server = await site.ServeAsync(proxy.Url);
        await using var watch = await site.WatchAsync();
        var modality = new Modality();
        var study = Studies.New(instances: 3);
        await modality.SendAsync(server.Port, study[0]);

        begin(proxy);
        await modality.SendAsync(server.Port, study[1]);
        output.WriteLine($"{service}, {kind}: answered {modality.Answers[study[1]]} after {modality.LongestWait.TotalSeconds:0.0} s");
        modality.Answers[study[1]].Should().Be(DimseStatus.OutOfResources, server.Log);
        (await watch.TakenAsync(study[1])).Should().BeEmpty("it was refused");
        end(proxy);
        await modality.SendAsync(server.Port, study[1], study[2]);

        modality.Acknowledged.Should().HaveCount(study.Count, server.Log);
        modality.LongestWait.Should().BeLessThan(TimeSpan.FromSeconds(40), "25 s, and a machine under load");
        await watch.ShouldHaveAsync(study);
        proxy.Count(service, kind).Should().BeGreaterThan(1, "it was tried again");
    }

    private async Task<IReadOnlyList<string>> ExecutionsOfAsync(BatchRow batch)
    {
        using var caller = new StandInCaller(site.Cloud.Endpoint);
        var answer = await caller.CallAsync(
            "states", "AWSStepFunctions.ListExecutions", new() { ["stateMachineArn"] = CloudNames.StateMachineArn }, TestContext.Current.CancellationToken);
        return [.. answer["executions"]!.AsArray().Select(execution => (string)execution!["name"]!).Where(name => name.StartsWith(batch.Id.ToString(), StringComparison.Ordinal))];
    }
}
