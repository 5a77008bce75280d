using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Testing.Running;
using static StoreScp.Storage.Tests.Aws.TableChanges;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>What each access costs, as docs/ledger.md says it.</summary>
[Collection(MotoCollection.Name)]
public sealed class DynamoDbCostTests(MotoServer moto)
{
    private const string Datastore = "0123456789abcdef0123456789abcdef";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Every_write_costs_what_the_documentation_says()
    {
        await using var table = await MotoTable.CreateAsync(moto);
        var http = new FaultyHttp((_, _, send, _) => send());
        await using var ledger = table.Open(http);
        using var client = DynamoDbClient.Create(table.Access, table.Options);
        var changes = new TableChanges(client, table.Name, http);
        List<string> lines = [];
        await WarmUpAsync(ledger);

        var batch = NewBatch(Uid(7));
        await AddAsync("a batch is opened", () => ledger.Batches.AddBatchAsync(batch, None).AsTask());
        var row = NewRow(1, batch);
        var received = await AddAsync("**an instance is received**, in a batch", () => ledger.AddAsync(row, None).AsTask());
        changes.ItemBytes.Should().ContainSingle().Which.Should().BeLessThanOrEqualTo(1024, "with the longest UIDs a row still fits one unit");
        var imported = row.Deliveries[0] with { State = DeliveryState.Imported, EndedAt = Now, Import = new ImportResult { ImageSetId = Datastore, ImageSetVersion = 1, IsPrimary = true } };
        var result = await AddAsync("**its result** is recorded", () => ledger.FinishAsync(row.Key, imported, null, None).AsTask());
        await AddAsync("a duplicate is received", () => ledger.AddDuplicateAsync(Duplicate(row, NewReceipt()), None).AsTask());
        await AddAsync("an instance in no batch: quarantined, discarded, only forwarded", () => ledger.AddAsync(NewRow(2, null) with { Deliveries = [new Delivery("default", DeliveryState.Quarantined)] }, None).AsTask());
        var hidden = NewRow(3, batch) with { IsModified = true };
        hidden = hidden with { Received = new IdentifierProtection(new byte[32]).Protect(hidden.Stored) };
        await AddAsync("an instance that a handler de-identified", () => ledger.AddAsync(hidden, None).AsTask());
        var second = new Delivery("research", DeliveryState.Stored) { Batch = BatchAt(Now), ObjectKey = ObjectKeys.ForImport(Datastore, BatchAt(Now), Uid(4)) };
        await AddAsync("an instance for two data stores", () => ledger.AddAsync(NewRow(4, batch) with { Deliveries = [InFlight(batch), second] }, None).AsTask());
        var forwarded = NewRow(5, batch) with { Deliveries = [InFlight(batch), new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }] };
        await AddAsync("an instance that is imported and forwarded", () => ledger.AddAsync(forwarded, None).AsTask());
        var item = (await ledger.Forwards.FindForwardAsync(new ForwardKey(forwarded.Receipt, "pacs"), None))!;
        await AddAsync("a forward is taken, or tried again later", () => ledger.Forwards.UpdateForwardAsync(item with { State = ForwardState.Sending, Owner = Datastore, NextAttemptAt = Now.AddMinutes(2) }, None).AsTask());
        await AddAsync("a forward has arrived", () => ledger.FinishAsync(forwarded.Key, new Delivery("pacs", DeliveryState.Forwarded) { EndedAt = Now }, null, None).AsTask());
        foreach (var (what, next) in Life(batch))
            await AddAsync(what, async () => batch = (await ledger.Batches.UpdateBatchAsync(next(batch), None))!);
        await AddAsync("a lease is renewed", () => ledger.Batches.TakeLeaseAsync(new Lease("process/" + Datastore, Datastore, Now), Now, None).AsTask());
        var commitment = NewCommitment();
        await AddAsync("a storage commitment of 1,000 instances is asked for", () => ledger.Commitments.AddCommitmentAsync(commitment, [.. Enumerable.Range(0, 1_000).Select(n => new CommitmentReference(Uid(9), Uid(n)))], None).AsTask());
        await AddAsync("… is answered", () => ledger.Commitments.UpdateCommitmentAsync(commitment with { State = CommitmentState.Answered, NextAttemptAt = null, EndedAt = Now }, None).AsTask());

        received.Should().Be(new Cost("PutItem", Table: 1, List: 1, Work: 0));
        result.Should().BeEquivalentTo(new { Requests = "GetItem, UpdateItem", List = 0, Work = 0 });
        Documentation.BlockOf("ledger.md", "costs").Should().Be(string.Join('\n', lines));

        async Task<Cost> AddAsync(string what, Func<Task> operation)
        {
            var cost = await changes.OfAsync(operation);
            lines.Add($"| {what} | {cost.Requests} | {cost.Table} | {cost.List} | {cost.Work} |");
            return cost;
        }
    }

    [Fact]
    public void No_key_is_hot_at_300_associations()
    {
        var options = new DynamoDbOptions { Table = "T" };
        var batches = Enumerable.Range(0, 300).Select(n => NewBatch(Uid(n))).ToList();
        var items = batches.SelectMany((batch, n) => Enumerable.Range(0, 100).Select(i => InstanceItem.Write(NewRow((1_000 * n) + i, batch), options))).ToList();
        var duplicates = Enumerable.Range(0, 30_000).Select(n => DuplicateItem.Write(Duplicate(NewRow(n, null), NewReceipt()), options)).ToList();

        ShareOfTheBusiest(items, "pk").Should().Be(1.0 / items.Count);
        ShareOfTheBusiest(items, "lp").Should().Be(1.0 / 300);
        items.Should().NotContain(item => item.ContainsKey("wp"), "no instance is ever in a work list");
        ShareOfTheBusiest(duplicates, "lp").Should().BeLessThan(0.08, "a day's list has 16 shards");
    }

    private static double ShareOfTheBusiest(IReadOnlyCollection<Item> items, string key) =>
        items.GroupBy(item => item.Text(key)).Max(group => group.Count()) / (double)items.Count;

    private static IEnumerable<(string What, Func<BatchRow, BatchRow> Next)> Life(BatchRow batch)
    {
        yield return ("a batch is sealed", old => old with { State = BatchState.Sealed, SealedAt = Now, SealReason = SealReason.Quiet, Instances = 4, Bytes = 4_000_000 });
        yield return ("… goes to the workflow", old => old with { State = BatchState.Importing, Executions = 1, StartedAt = Now });
        yield return ("… has its import job", old => old with { Jobs = 1, JobId = Datastore, JobStatus = "SUBMITTED", JobSubmittedAt = Now });
        yield return ("… is completed", old => old with { State = BatchState.Completed, JobStatus = "COMPLETED", JobEndedAt = Now, ClosedAt = Now });
    }

    /// <summary>What the first of a day and of a destination costs once.</summary>
    private static async Task WarmUpAsync(DynamoDbLedger ledger)
    {
        var row = NewRow(0, null);
        await ledger.AddAsync(row with { Deliveries = [new Delivery("pacs", DeliveryState.Stored) { ForwardTo = "PACS" }] }, None);
        await ledger.Batches.AddBatchAsync(NewBatch(Uid(8)), None);
        await ledger.Batches.TakeLeaseAsync(new Lease("process/" + Datastore, Datastore, Now.AddMinutes(-1)), Now, None);
    }

    // As long as a UID may be.
    private static string Uid(int number) => $"1.2.826.0.1.3680043.8.498.{number:D6}".PadRight(63, '7') + "1";

    private static Delivery InFlight(BatchRow batch) => new(Delivery.DefaultRoute, DeliveryState.Stored) { Batch = batch.Id };

    private static BatchRow NewBatch(string study) => new() { Id = BatchAt(Now), DatastoreId = Datastore, StudyInstanceUID = study, Owner = Datastore, OpenedAt = Now };

    private static InstanceRow NewRow(int number, BatchRow? batch)
    {
        var identity = new InstanceIdentity
        {
            SOPClassUID = "1.2.840.10008.5.1.4.1.1.4.1",
            SOPInstanceUID = Uid(number),
            StudyInstanceUID = batch?.StudyInstanceUID ?? Uid(6),
            SeriesInstanceUID = Uid(number + 1),
            AccessionNumber = "ACCESSION1234567",
            TransferSyntaxUID = "1.2.840.10008.1.2.4.90",
        };
        var row = Row(Uid(number), receipt: ReceiptAt(Now));
        return row with
        {
            Received = identity,
            Stored = identity,
            CallingAETitle = "CALLING_AE_TITLE",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.117",
            ImplementationClassUID = "1.2.276.0.7230010.3.0.3.6.7",
            ImplementationVersionName = "OFFIS_DCMTK_367",
            AssociationId = "0123456789abcdef",
            ObjectKey = batch is null ? ObjectKeys.ForInstance(identity.StudyInstanceUID, identity.SOPInstanceUID, row.Receipt) : ObjectKeys.ForImport(Datastore, batch.Id, identity.SOPInstanceUID),
            Bytes = 524_288,
            ContentLength = 523_000,
            Deliveries = batch is null ? Delivery.StoredLocally : [InFlight(batch)],
        };
    }

    private static CommitmentRow NewCommitment() => new()
    {
        TransactionUID = Uid(11),
        CallingAETitle = "CALLING_AE_TITLE",
        CalledAETitle = "STORESCP",
        AssociationId = "0123456789abcdef",
        Owner = Datastore,
        ReceivedAt = Now,
        DueAt = Now.AddDays(1),
        NextAttemptAt = Now,
    };
}
