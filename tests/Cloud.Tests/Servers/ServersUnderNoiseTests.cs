using StoreScp.Cloud.Faults;
using StoreScp.Cloud.Scenario;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>Every fifth call to S3 and DynamoDB goes wrong, in one way or another, the whole time.</summary>
[Collection(ServerCloudCollection.Name)]
public sealed class ServersUnderNoiseTests(ServerCloud site, ITestOutputHelper output)
{
    private static readonly FaultKind[] Kinds = [FaultKind.InternalError, FaultKind.SlowDown, FaultKind.ResetBeforeService, FaultKind.ResetAfterService];

    [Fact]
    public async Task What_was_acknowledged_is_there_once_with_its_bytes_and_is_imported_by_one_job()
    {
        await using var proxy = await site.StartProxyAsync(seed: 20);
        await using var server = await site.ServeAsync(proxy.Url, "--Batches:QuietPeriod=2");
        await using var watch = await site.WatchAsync();
        var modality = new Modality();
        var studies = Enumerable.Range(0, 4).Select(_ => Studies.New(instances: 15)).ToList();
        foreach (var service in new[] { "s3", "dynamodb" })
            proxy.Set(service, FaultRules.Of([.. Kinds.Select(kind => (kind, 0.05))]));

        await Task.WhenAll(studies.Select(study => modality.SendAsync(server.Port, study)));
        output.WriteLine($"{modality.Acknowledged.Count} of {modality.Answers.Count} acknowledged, {proxy.Faults.Count} faults, longest wait {modality.LongestWait.TotalSeconds:0.0} s");
        await watch.ShouldHaveAsync(modality.Acknowledged);
        modality.Acknowledged.Count.Should().BeGreaterThan(45, "most come through by trying again");
        modality.Answers.Values.Should().OnlyContain(answer => answer.Code == 0 || answer.Code >> 8 == 0xA7);

        var refused = studies.SelectMany(study => study).Except(modality.Acknowledged).ToList();
        await modality.SendAsync(server.Port, refused);
        await watch.ShouldBeImportedAsync(modality.Acknowledged);

        await watch.ShouldHaveAsync(modality.Acknowledged);
        new[] { "s3", "dynamodb" }.Should().OnlyContain(service => Kinds.All(kind => proxy.Count(service, kind) > 0));
    }
}
