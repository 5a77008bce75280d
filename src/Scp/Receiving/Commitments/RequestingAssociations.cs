using System.Collections.Concurrent;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>The associations of this process on which a commitment was asked for, while they are open.</summary>
internal sealed class RequestingAssociations
{
    private readonly ConcurrentDictionary<string, Requesting> _open = new(StringComparer.Ordinal);

    public void Add(AssociationContext association, NegotiatedContext context, IEventReporter events)
    {
        var id = association.Peer.AssociationId;
        if (_open.TryAdd(id, new Requesting(association.CallingAETitle, context, events)))
            events.Closed.UnsafeRegister(_ => _open.TryRemove(id, out var _), null);
    }

    /// <summary>The association that the transaction was asked on; null when it is over or another process's.</summary>
    public IAnswerRoute? Find(CommitmentRow transaction) =>
        // Another process may have given the same id to an association of somebody else.
        _open.TryGetValue(transaction.AssociationId, out var found) && found.CallingAETitle == transaction.CallingAETitle ? found : null;

    private sealed class Requesting(string callingAETitle, NegotiatedContext context, IEventReporter events) : IAnswerRoute
    {
        public string CallingAETitle => callingAETitle;

        public NegotiatedContext Context => context;

        public async Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
        {
            try
            {
                return await events.ReportAsync(request, dataSet, cancellation);
            }
            catch (Exception error) when (error is AssociationLostException or TimeoutException)
            {
                throw new PeerNotToldException("it did not answer on the requesting association", error);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
