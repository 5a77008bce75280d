using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Commitments;
using StoreScp.Storage;
using StoreScp.Storage.Local;

namespace StoreScp.Receiving.Tests.Commitments;

/// <summary>Storage commitment on a real store and ledger, with peers in memory and a clock that a test turns.</summary>
internal sealed class CommitmentSite : IAsyncDisposable, ICommitmentObserver
{
    public const string CT = DicomUIDs.CTImageStorage;
    public const string Transaction = "1.2.3.4.999";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("storescp-commitment-");
    private readonly LocalInstanceStore _store;
    private readonly SqliteLedger _ledger;
    private readonly RequestingAssociations _requesting = new();
    private readonly string _owner;

    public CommitmentSite(CommitmentOptions? options = null, CommitmentSite? other = null, string owner = "p1", IdentifierProtection? protection = null)
    {
        var storage = new LocalStorageOptions { Path = (other?._folder ?? _folder).FullName, Durability = Durability.OsCache };
        _owner = owner;
        Time = other?.Time ?? new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Options = options ?? other?.Options ?? new CommitmentOptions();
        Peers = other?.Peers ?? new TestPeers();
        _store = LocalInstanceStore.Open(storage, Time);
        _ledger = SqliteLedger.Open(storage);
        Scp = new StorageCommitmentScp(Commitments, _store, _requesting, Options, owner, Time, this);
        var judge = new CommitmentJudge(_ledger, _store, protection);
        Answering = new TransactionAnswering(Commitments, judge, Options, owner, Time, this);
        Loop = new CommitmentAnswers(Commitments, judge, _requesting, Peers, Options, owner, Time, this);
    }

    public FakeTimeProvider Time { get; }
    public CommitmentOptions Options { get; }
    public TestPeers Peers { get; }
    public StorageCommitmentScp Scp { get; }
    public TransactionAnswering Answering { get; }
    public CommitmentAnswers Loop { get; }
    public ICommitmentLedger Commitments => _ledger.Commitments;
    public List<string> Events { get; } = [];
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An instance as reception leaves it.</summary>
    public async Task<InstanceRow> ReceiveAsync(
        string sopInstanceUID, string sopClassUID = CT, int ordinal = 0, string? storedAs = null, IReadOnlyList<Delivery>? routes = null,
        params DeliveryState[] deliveries)
    {
        var received = new InstanceIdentity
        {
            SOPClassUID = sopClassUID,
            SOPInstanceUID = sopInstanceUID,
            StudyInstanceUID = "1.2.3",
            SeriesInstanceUID = "1.2.3.1",
            TransferSyntaxUID = DicomUIDs.ExplicitVRLittleEndian,
        };
        var receipt = ReceiptId.Create(Time);
        var key = ObjectKeys.ForInstance("1.2.3", storedAs ?? sopInstanceUID, receipt);
        await using (var writer = await _store.CreateAsync(key, default))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(new byte[100]), default);
            await writer.CommitAsync(default);
        }
        var row = new InstanceRow
        {
            Receipt = receipt,
            Received = received,
            Stored = storedAs is null ? received : received with { SOPInstanceUID = storedAs },
            Ordinal = ordinal,
            CallingAETitle = "CT1",
            CalledAETitle = "STORESCP",
            PeerAddress = "192.0.2.1",
            AssociationId = "a1",
            ObjectKey = key,
            Bytes = 100,
            ContentHash = new string('0', 32),
            Deliveries = routes ?? (deliveries.Length == 0 ? Delivery.StoredLocally : [.. deliveries.Select((state, i) => new Delivery($"route{i}", state) { ForwardTo = state == DeliveryState.Forwarded ? "PACS" : null })]),
        };
        (await _ledger.AddAsync(row, default)).Result.Should().Be(AddResult.Added);
        return row;
    }

    /// <summary>A receipt that was answered with a failure: nothing is stored but its row.</summary>
    public async Task RefuseAsync(string sopInstanceUID, int ordinal)
    {
        var stored = (await _ledger.FindByReceivedAsync(sopInstanceUID, default))[0];
        var refused = stored with
        {
            Receipt = ReceiptId.Create(Time),
            Ordinal = ordinal,
            ObjectKey = null,
            ContentHash = "",
            Deliveries = [new Delivery(Delivery.DefaultRoute, DeliveryState.Failed, "Refused with A700H")],
        };
        (await _ledger.AddAsync(refused, default)).Result.Should().Be(AddResult.Added);
    }

    public async Task FinishAsync(InstanceRow row, DeliveryState state) =>
        (await _ledger.FinishAsync(row.Key, new Delivery(Delivery.DefaultRoute, state), null, default)).Should().BeTrue();

    public async Task LoseObjectAsync(InstanceRow row) => (await _store.DeleteAsync(row.ObjectKey!.Value, default)).Should().BeTrue();

    public Task<NActionOutcome> RequestAsync(TestAssociation association, params string[] instances) =>
        RequestAsync(association, Request(association.TransferSyntax, [.. instances.Select(instance => (CT, instance))]));

    public async Task<NActionOutcome> RequestAsync(TestAssociation association, DicomDataset? dataSet, string? sopInstanceUID = null, int? actionTypeID = 1)
    {
        var context = association.Context.Contexts[0];
        var bytes = new ArrayBufferWriter<byte>();
        if (dataSet is not null)
            dataSet.WriteTo(bytes);
        var request = new NActionRQ
        {
            PresentationContextID = context.ID,
            MessageID = 1,
            RequestedSOPClassUID = DicomUIDs.StorageCommitmentPushModel,
            RequestedSOPInstanceUID = sopInstanceUID ?? DicomUIDs.StorageCommitmentPushModelInstance,
            ActionTypeID = (ushort?)actionTypeID,
        };
        return await Scp.ActAsync(
            request, dataSet is null ? null : new HeldDataSet(bytes.WrittenSpan.ToArray(), context), association.Context, association, default);
    }

    public static DicomDataset Request(params (string SOPClass, string SOPInstance)[] references) =>
        Request(DicomTransferSyntax.ImplicitVRLittleEndian, references);

    public static DicomDataset Request(DicomTransferSyntax syntax, (string SOPClass, string SOPInstance)[] references) => new DicomDataset(syntax)
        .Set(DicomTag.TransactionUID, Transaction)
        .Set(DicomTag.ReferencedSOPSequence, references.Select(reference => new DicomDataset()
            .Set(DicomTag.ReferencedSOPClassUID, reference.SOPClass)
            .Set(DicomTag.ReferencedSOPInstanceUID, reference.SOPInstance)));

    /// <summary>Turns the clock, then does once what the loop does.</summary>
    public async Task AnswerDueAfterAsync(TimeSpan passed)
    {
        Time.Advance(passed);
        var now = Time.GetUtcNow();
        foreach (var transaction in await Commitments.ListDueCommitmentsAsync(_owner, now, now - Options.AbandonedAfter, 100, default))
        {
            await using var routes = new AnswerRoutes(_requesting, Peers, transaction.CallingAETitle, transaction.CalledAETitle);
            await Answering.AnswerAsync(transaction, routes, default);
        }
    }

    public Task AnswerDueAsync() => AnswerDueAfterAsync(Options.AnswerDelay);

    public async Task<CommitmentRow> RowAsync(string callingAETitle = "CT1") =>
        (await Commitments.FindCommitmentAsync(new CommitmentKey(callingAETitle, Transaction), default))!;

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    void ICommitmentObserver.Requested(CommitmentRow transaction, int referenceCount) => Events.Add($"requested {referenceCount}");

    void ICommitmentObserver.Answered(CommitmentRow transaction, int committedCount, int failedCount, bool onRequestingAssociation)
    {
        Events.Add($"answered {committedCount}+{failedCount} {(onRequestingAssociation ? "there" : "anew")}");
        Ended.TrySetResult();
    }

    void ICommitmentObserver.Postponed(CommitmentRow transaction, string why) => Events.Add("postponed");

    void ICommitmentObserver.GivenUp(CommitmentRow transaction, string why) => Events.Add("given up");

    void ICommitmentObserver.Failed(Exception exception) => Events.Add("failed " + exception.Message);
}
