using StoreScp.Dicom;
using StoreScp.Plugins.Pipeline;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.PreStore;
using StoreScp.Storage;

namespace StoreScp.Plugins.Hosting.Reception;

/// <summary>What a chain made of an instance, as the receiver stores it.</summary>
internal sealed class HandledInstance(
    ChainOutcome outcome, DicomTransferSyntax received, WholeInstance? whole, TimeSpan bulkReadTimeout, TimeProvider time) : IHandledInstance
{
    private ChainOutcome _outcome = outcome;

    public PreStoreDecision Decision => _outcome.Decision switch
    {
        PreStoreResultKind.Quarantine => PreStoreDecision.Quarantine,
        PreStoreResultKind.Discard => PreStoreDecision.Discard,
        PreStoreResultKind.Refuse => PreStoreDecision.Refuse,
        _ => PreStoreDecision.Store,
    };

    public string Reason => _outcome.Reason;

    public DimseStatus Status => new(_outcome.Status);

    public IReadOnlyList<string> Routes => _outcome.Routes;

    public IReadOnlyList<HandlerRecord> Handlers => [.. _outcome.Steps.Select(HandlerRecords.Of)];

    public bool IsModified => _outcome.Steps.Any(step => step.Changes.Count > 0) || TransferSyntax.UID != received.UID;

    public DicomTransferSyntax TransferSyntax => _outcome.Instance.TransferSyntax;

    public DicomDataset Header => _outcome.Instance.Header;

    public BulkElement? Bulk => _outcome.Instance.Bulk is { IsRemoved: false } bulk ? new BulkElement(bulk.Tag, bulk.VR, bulk.Length) : null;

    public bool IsBulkModified => _outcome.Instance.Bulk is { IsModified: true };

    public DicomDataset? Trailer => whole is null ? null : HandlerChain.TrailerOf(_outcome);

    public bool WantsTrailer => whole is null && HandlerChain.WantsTrailer(_outcome);

    public Task Settled => _outcome.Settled;

    public void ReleaseHeader() => InstanceBuilder.ReleaseHeader(_outcome.Instance);

    public Stream OpenBulk(Stream? arriving)
    {
        var bulk = _outcome.Instance.Bulk!;
        return new HandlerStream(() => arriving is null ? bulk.OpenRead() : InstanceBuilder.Transform(bulk, arriving), bulkReadTimeout, time);
    }

    public async ValueTask EditTrailerAsync(DicomDataset trailer, CancellationToken cancellation) =>
        _outcome = await HandlerChain.EditTrailerAsync(_outcome, trailer, cancellation);

    public void Dispose() => whole?.Dispose();
}
