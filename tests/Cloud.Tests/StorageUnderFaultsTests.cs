using System.Collections.Concurrent;
using System.Security.Cryptography;
using StoreScp.Cloud.Faults;
using StoreScp.Cloud.Resources;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Storage.Aws.S3;
using StoreScp.Storage.Tests;

namespace StoreScp.Cloud.Tests;

/// <summary>The adapters of S3 and DynamoDB where many calls go wrong: what they said is done is done.</summary>
public sealed class StorageUnderFaultsTests(CloudFixture fixture) : IAsyncLifetime
{
    private const int Writers = 40;

    private FaultProxy? _proxy;

    private FaultProxy Proxy => _proxy!;

    public async ValueTask InitializeAsync() => _proxy = await FaultProxy.StartAsync(fixture.Cloud.Endpoint, seed: 5, TimeProvider.System);

    public ValueTask DisposeAsync() => Proxy.DisposeAsync();

    [Fact]
    public async Task An_object_that_S3_took_is_there_whole_although_every_third_call_goes_wrong()
    {
        FaultKind[] kinds = [FaultKind.InternalError, FaultKind.SlowDown, FaultKind.ResetBeforeService, FaultKind.ResetAfterService];
        Proxy.Set("s3", FaultRules.Of([.. kinds.Select(kind => (kind, 0.08))]));
        var taken = new ConcurrentDictionary<ObjectKey, byte[]>();
        await using (var store = OpenStore(Proxy.Url))
        {
            await Parallel.ForAsync(0, Writers, async (_, _) =>
            {
                var (key, content) = (Samples.NewKey(), RandomNumberGenerator.GetBytes(50_000));
                if (await IsTakenAsync(store, key, content))
                    taken[key] = content;
            });
        }

        await using var healthy = OpenStore(fixture.Cloud.Endpoint);
        foreach (var (key, content) in taken)
        {
            (await Samples.ReadAsync(healthy, key)).Should().Equal(content);
        }
        taken.Count.Should().BeGreaterThan(Writers * 3 / 4, "most come through by trying again");
        kinds.Should().OnlyContain(kind => Proxy.Count("s3", kind) > 0);
    }

    [Fact]
    public async Task A_row_that_DynamoDB_took_is_there_once_although_every_third_call_goes_wrong()
    {
        FaultKind[] kinds = [FaultKind.InternalError, FaultKind.SlowDown, FaultKind.ResetBeforeService, FaultKind.ResetAfterService];
        await using var ledger = await OpenLedgerAsync(Proxy.Url);
        Proxy.Set("dynamodb", FaultRules.Of([.. kinds.Select(kind => (kind, 0.08))]));
        var study = $"{Samples.Study}.{Random.Shared.Next()}";
        var taken = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, Writers, async (writer, _) =>
        {
            var row = Samples.Row($"{study}.{writer}", study);
            if (await IsTakenAsync(ledger, row))
                taken.Add(row.Stored.SOPInstanceUID);
        });

        await using var healthy = await OpenLedgerAsync(fixture.Cloud.Endpoint);
        var rows = await healthy.ListInstancesAsync(new InstanceQuery { StudyInstanceUID = study }, CancellationToken.None).Select(row => row.Stored.SOPInstanceUID).ToListAsync();
        rows.Should().OnlyHaveUniqueItems().And.Contain(taken);
        taken.Count.Should().BeGreaterThan(Writers * 3 / 4, "most come through by trying again");
        kinds.Should().OnlyContain(kind => Proxy.Count("dynamodb", kind) > 0);
    }

    [Fact]
    public async Task An_outage_ends_in_a_refusal_within_the_budget_and_what_comes_after_it_is_taken()
    {
        await using var store = OpenStore(Proxy.Url, TimeSpan.FromSeconds(1));
        await using var ledger = await OpenLedgerAsync(Proxy.Url, TimeSpan.FromSeconds(1));
        Proxy.BeginOutage("s3");
        Proxy.BeginOutage("dynamodb");

        (await IsTakenAsync(store, Samples.NewKey(), [1])).Should().BeFalse();
        (await IsTakenAsync(ledger, Samples.Row($"{Samples.Study}.{Random.Shared.Next()}"))).Should().BeFalse();
        Proxy.EndOutage("s3");
        Proxy.EndOutage("dynamodb");

        (await IsTakenAsync(store, Samples.NewKey(), [1])).Should().BeTrue();
        (await IsTakenAsync(ledger, Samples.Row($"{Samples.Study}.{Random.Shared.Next()}"))).Should().BeTrue();
        new[] { "s3", "dynamodb" }.Should().OnlyContain(service => Proxy.Count(service, FaultKind.Outage) > 1, "it was tried again");
    }

    private S3InstanceStore OpenStore(Uri endpoint, TimeSpan? budget = null) => S3InstanceStore.Open(
        fixture.Cloud.Access with { Endpoint = endpoint },
        new S3StorageOptions
        {
            Bucket = CloudNames.Bucket,
            RetryDelay = TimeSpan.FromMilliseconds(20),
            MaximumRetryDelay = TimeSpan.FromMilliseconds(200),
            OperationBudget = budget ?? TimeSpan.FromSeconds(20),
        },
        TimeProvider.System);

    private Task<DynamoDbLedger> OpenLedgerAsync(Uri endpoint, TimeSpan? budget = null) => DynamoDbLedger.OpenAsync(
        fixture.Cloud.Access with { Endpoint = endpoint },
        new DynamoDbOptions { Table = CloudNames.Table, Budget = budget ?? TimeSpan.FromSeconds(20) },
        TimeProvider.System, CancellationToken.None);

    private static async Task<bool> IsTakenAsync(S3InstanceStore store, ObjectKey key, byte[] content)
    {
        try
        {
            await Samples.WriteAsync(store, key, content);
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private static async Task<bool> IsTakenAsync(DynamoDbLedger ledger, InstanceRow row)
    {
        try
        {
            (await ledger.AddAsync(row, CancellationToken.None)).Result.Should().NotBe(AddResult.Conflict, "whose answer was lost knows its row again");
            return true;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }
}
