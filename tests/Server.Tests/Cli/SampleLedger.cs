using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Server.Tests.Cli;

/// <summary>A ledger of synthetic imports in a folder of its own, as a server would leave it, for the commands to read.</summary>
internal sealed class SampleLedger : IAsyncDisposable
{
    public const string Study = "1.2.3";
    public const string Datastore = "0123456789abcdef0123456789abcdef";
    public const string ImageSet = "abcdefabcdefabcdefabcdefabcdef00";

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteLedger _ledger;

    public SampleLedger() => _ledger = SqliteLedger.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache });

    public string Root => _folder.Path;

    public IBatchLedger Batches => _ledger.Batches;

    public ILedger Ledger => _ledger;

    /// <summary>Runs a command on this folder.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        CommandLine.RunAsync([.. arguments, $"--Storage:Path={Root}"]);

    /// <summary>A batch whose job ran from noon on, and whose result is <paramref name="state"/>.</summary>
    public async Task<BatchRow> AddBatchAsync(BatchState state, string? reason = null, string study = Study)
    {
        var batch = new BatchRow
        {
            Id = BatchId.Create(new FixedTime(Noon)),
            DatastoreId = Datastore,
            StudyInstanceUID = study,
            Owner = "p1",
            OpenedAt = Noon.AddSeconds(1),
            State = state,
            SealedAt = Noon.AddSeconds(31),
            SealReason = SealReason.Quiet,
            Instances = 2,
            Bytes = 2_000,
            Executions = 1,
            StartedAt = Noon.AddSeconds(32),
            Jobs = 1,
            JobId = "job00000000000000000000000000001",
            JobStatus = state == BatchState.Failed ? "FAILED" : "COMPLETED",
            JobSubmittedAt = Noon.AddSeconds(33),
            JobEndedAt = Noon.AddSeconds(60),
            ClosedAt = Noon.AddSeconds(62),
            Reason = reason,
        };
        await Batches.AddBatchAsync(batch, default);
        return batch;
    }

    /// <summary>An instance of CT1, received at noon, with this delivery by this batch.</summary>
    public async Task<InstanceRow> AddAsync(
        string sopInstance, BatchRow? batch, DeliveryState state, string? reason = null, ImportResult? import = null, TimeSpan later = default)
    {
        var receipt = ReceiptId.Create(new FixedTime(Noon + later));
        var row = RowOf(sopInstance, batch?.StudyInstanceUID ?? Study, receipt) with
        {
            ObjectKey = state == DeliveryState.Quarantined
                ? ObjectKeys.ForRefused(batch!.Id, sopInstance, receipt)
                : batch is null ? ObjectKeys.ForInstance(Study, sopInstance, receipt) : ObjectKeys.ForImport(Datastore, batch.Id, sopInstance),
            Deliveries =
            [
                new Delivery(Delivery.DefaultRoute, state, reason)
                {
                    Batch = batch?.Id,
                    Import = import,
                    EndedAt = state == DeliveryState.Stored ? null : Noon.AddSeconds(61),
                },
            ],
        };
        await _ledger.AddAsync(row, default);
        return row;
    }

    public Task<InstanceRow> AddImportedAsync(string sopInstance, BatchRow batch) => AddAsync(
        sopInstance, batch, DeliveryState.Imported,
        import: new ImportResult { ImageSetId = ImageSet, ImageSetVersion = 2, IsPrimary = false, Warnings = ["45330 InvalidOffsetTable"] });

    /// <summary>An instance received at noon that is to go on to PACS.</summary>
    public async Task<InstanceRow> AddForwardAsync(string sopInstance, string route)
    {
        var added = RowOf(sopInstance, Study, ReceiptId.Create(new FixedTime(Noon))) with { Deliveries = [new Delivery(route, DeliveryState.Stored) { ForwardTo = "PACS" }] };
        await _ledger.AddAsync(added, default);
        return added;
    }

    public async Task FailForwardAsync(InstanceRow row, string reason) =>
        await _ledger.FinishAsync(row.Key, row.Deliveries.Single() with { State = DeliveryState.Failed, Reason = reason, EndedAt = Noon.AddSeconds(9) }, null, default);

    /// <summary>An instance received at noon as <paramref name="received"/>, which a handler changed before it was stored.</summary>
    public async Task<InstanceRow> AddHandledAsync(InstanceIdentity received, string storedAs, params HandlerRecord[] handlers)
    {
        var row = RowOf(storedAs, Study, ReceiptId.Create(new FixedTime(Noon))) with { Received = received, IsModified = true, Handlers = handlers };
        await _ledger.AddAsync(row, default);
        return row;
    }

    public static InstanceIdentity Identity(string sopInstance, string study = Study) => new()
    {
        SOPClassUID = "1.2.840.10008.5.1.4.1.1.2",
        SOPInstanceUID = sopInstance,
        StudyInstanceUID = study,
        SeriesInstanceUID = study + ".9",
        AccessionNumber = "A-1",
        TransferSyntaxUID = "1.2.840.10008.1.2.1",
    };

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private static InstanceRow RowOf(string sopInstance, string study, ReceiptId receipt)
    {
        var identity = Identity(sopInstance, study);
        return new InstanceRow
        {
            Receipt = receipt,
            Received = identity,
            Stored = identity,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.7",
            AssociationId = "A1",
            ObjectKey = ObjectKeys.ForInstance(study, sopInstance, receipt),
            Bytes = 1_000,
            ContentHash = "00112233445566778899aabbccddeeff",
            ContentLength = 900,
        };
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
