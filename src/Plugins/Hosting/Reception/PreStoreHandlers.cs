using StoreScp.Plugins.Pipeline;
using StoreScp.Protocol.Associations;
using StoreScp.Receiving.PreStore;

namespace StoreScp.Plugins.Hosting.Reception;

/// <summary>A chain of handlers as the receiver runs it on the instances of one association.</summary>
/// <param name="lease">Disposed with this.</param>
internal sealed class PreStoreHandlers(HandlerChain chain, TimeSpan bulkReadTimeout, TimeProvider time, IDisposable? lease) : IPreStoreHandlers
{
    public bool NeedWholeDataSet => chain.NeedsWholeDataSet;

    public bool ProtectPatients => chain.ProtectsPatients;

    public async ValueTask<IHandledInstance> RunAsync(PreStoreInstance instance, CancellationToken cancellation)
    {
        var received = InstanceBuilder.Build(
            InfoOf(instance.Association), instance.TransferSyntax, instance.Header, instance.Bulk, instance.Whole?.OpenBulk);
        var whole = instance.Whole is { } rest
            ? WholeInstance.Complete(received, rest.Trailer, instance.ScratchDirectory, instance.Limits)
            : null;
        try
        {
            var outcome = await chain.RunAsync(received, cancellation);
            return new HandledInstance(outcome, instance.TransferSyntax, whole, bulkReadTimeout, time);
        }
        catch
        {
            whole?.Dispose();
            throw;
        }
    }

    public void Dispose() => lease?.Dispose();

    private static AssociationInfo InfoOf(AssociationContext association) => new()
    {
        CallingAETitle = association.CallingAETitle,
        CalledAETitle = association.CalledAETitle,
        PeerAddress = association.Peer.Remote.ToString() ?? "",
        TlsSubject = association.Peer.TlsSubject,
        ImplementationClassUID = association.PeerImplementationClassUID,
        ImplementationVersionName = association.PeerImplementationVersionName,
        AssociationId = association.Peer.AssociationId,
    };
}
