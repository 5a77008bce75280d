using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>A write succeeds and its answer is lost: the second attempt finds the first one's mark.</summary>
[Collection(MotoCollection.Name)]
public sealed class DynamoDbLostAnswerTests(MotoServer moto) : IAsyncLifetime
{
    private DynamoDbLedger _ledger = null!;
    private string? _lose;

    public async ValueTask InitializeAsync()
    {
        var table = await MotoTable.CreateAsync(moto);
        _ledger = table.Open(new FaultyHttp(async (operation, _, send, _) =>
        {
            var response = await send();
            if (operation != _lose)
                return response;
            _lose = null;
            response.Dispose();
            throw new HttpRequestException("reset");
        }));
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task An_instance_is_there()
    {
        await WarmUpAsync();
        _lose = "PutItem";

        (await _ledger.AddAsync(InBatch("1.2.3"), None)).Result.Should().Be(AddResult.AlreadyThere);

        (await _ledger.CountAsync(None)).Instances.Should().Be(2);
    }

    [Fact]
    public async Task An_instance_that_is_forwarded_is_there_with_its_item_in_the_queue()
    {
        await WarmUpAsync();
        _lose = "TransactWriteItems";
        var row = InBatch("1.2.3") with { Deliveries = [new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }] };

        // AWS takes the same transaction once and says that it succeeded; moto refuses the second.
        (await _ledger.AddAsync(row, None)).Result.Should().BeOneOf(AddResult.Added, AddResult.AlreadyThere);

        (await _ledger.Forwards.CountForwardsAsync(None)).Waiting.Should().Be(1);
    }

    [Fact]
    public async Task A_result_is_ours()
    {
        var row = InBatch("1.2.3");
        await _ledger.AddAsync(row, None);
        _lose = "UpdateItem";

        (await _ledger.FinishAsync(row.Key, row.Deliveries[0] with { State = DeliveryState.Imported }, null, None)).Should().BeTrue();
    }

    [Fact]
    public async Task An_update_of_a_batch_is_ours()
    {
        var batch = await AddBatchAsync();
        _lose = "PutItem";

        (await _ledger.Batches.UpdateBatchAsync(batch with { State = BatchState.Sealed, SealedAt = batch.OpenedAt }, None))!.Version.Should().Be(1);
    }

    [Fact]
    public async Task A_lease_is_ours()
    {
        await WarmUpAsync();
        _lose = "PutItem";

        (await _ledger.Batches.TakeLeaseAsync(new Lease("a", "us", DateTimeOffset.UnixEpoch.AddDays(1)), DateTimeOffset.UnixEpoch, None)).Should().BeTrue();
    }

    private Task WarmUpAsync() => _ledger.AddAsync(InBatch("1.9.9") with { Deliveries = [new Delivery("pacs", DeliveryState.Forwarded)] }, None).AsTask();

    private static InstanceRow InBatch(string uid) =>
        Row(uid) with { Deliveries = [new Delivery("default", DeliveryState.Stored) { Batch = BatchId.Create(TimeProvider.System) }] };

    private async Task<BatchRow> AddBatchAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var batch = new BatchRow { Id = BatchAt(now), DatastoreId = "d", StudyInstanceUID = Study, Owner = "p", OpenedAt = now };
        await _ledger.Batches.AddBatchAsync(batch, None);
        return batch;
    }
}
