using StoreScp.Cloud.Scenario;
using StoreScp.Testing;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>Several tasks on one ledger and bucket, as a service of ECS runs them.</summary>
[Collection(ServerCloudCollection.Name)]
public sealed class SeveralServersTests(ServerCloud site, ITestOutputHelper output)
{
    [Fact]
    public async Task When_one_of_three_is_killed_with_open_batches_the_others_import_all_that_was_acknowledged()
    {
        string[] settings = ["--Batches:LeaseTime=10", "--Batches:QuietPeriod=5"];
        await using var killed = await site.ServeAsync(site.Cloud.Endpoint, settings);
        await using var second = await site.ServeAsync(site.Cloud.Endpoint, settings);
        await using var third = await site.ServeAsync(site.Cloud.Endpoint, settings);
        await using var watch = await site.WatchAsync();
        var modality = new Modality();
        var shared = Studies.New(instances: 6);
        var cut = Studies.New(instances: 400);

        await Task.WhenAll(
            modality.SendAsync(killed.Port, shared[0], shared[1]), modality.SendAsync(second.Port, shared[2], shared[3]), modality.SendAsync(third.Port, shared[4], shared[5]));
        var sending = modality.SendAsync(killed.Port, cut);
        await LedgerWatch.WaitAsync(() => Task.FromResult(AcknowledgedOf(modality, cut)), acknowledged => acknowledged >= 3);
        (await watch.BatchesAsync(cut[0].StudyInstanceUID)).Should().ContainSingle().Which.State.Should().Be(BatchState.Open, killed.Log);
        await killed.KillAsync();
        await sending;
        output.WriteLine($"killed after {AcknowledgedOf(modality, cut)} instances of the study in hand");
        AcknowledgedOf(modality, cut).Should().BeLessThan(cut.Count, "it was killed before the end");

        modality.Acknowledged.Should().Contain(shared, "all three took their part of one study");
        try
        {
            await watch.ShouldBeImportedAsync(modality.Acknowledged);
        }
        catch (TimeoutException)
        {
            output.WriteLine($"{second.Log}\n\n{third.Log}");
            throw;
        }
        await watch.ShouldHaveAsync(modality.Acknowledged);
    }

    private static int AcknowledgedOf(Modality modality, IReadOnlyList<SyntheticInstance> study) => modality.Acknowledged.Count(instance => instance.StudyInstanceUID == study[0].StudyInstanceUID);
}
