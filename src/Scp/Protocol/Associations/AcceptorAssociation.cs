using System.IO.Pipelines;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Protocol.Associations;

/// <summary>An association that a peer asked for: from the accepted connection to its end (PS3.8 §9.2, Table 9-10).</summary>
public sealed class AcceptorAssociation(
    IDuplexPipe transport, PeerConnection peer, AcceptorOptions options, IAssociationPolicy policy,
    DimseServices services, TimeProvider time, IAssociationObserver observer)
{
    /// <summary>Runs the association to its end. Never throws for anything a peer does. The transport is completed when this returns.</summary>
    public Task<AssociationSummary> RunAsync(ShutdownSignals signals) =>
        throw new NotImplementedException($"{transport} {peer} {options} {policy} {services} {time} {observer} {signals}");
}
