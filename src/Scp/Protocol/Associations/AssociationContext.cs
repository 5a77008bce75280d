using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>An established association, as a provider sees it.</summary>
public sealed class AssociationContext
{
    public AssociationContext(PeerConnection peer, AAssociateRQ request, AAssociateAC accept)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(accept);
        Peer = peer;
        CallingAETitle = request.CallingAETitle;
        CalledAETitle = request.CalledAETitle;
        PeerImplementationClassUID = request.UserInformation.ImplementationClassUID?.UID;
        PeerImplementationVersionName = request.UserInformation.ImplementationVersionName?.Name;
        PeerMaximumPduLength = request.UserInformation.MaximumLength?.Bytes ?? 0;
        UserIdentity = request.UserInformation.UserIdentityRQ;
        NegotiatedContexts = new NegotiatedContexts(request, accept);
    }

    public PeerConnection Peer { get; }

    /// <summary>Trimmed and safe to print; a backslash stands for a byte that no AE title may have.</summary>
    public string CallingAETitle { get; }

    /// <inheritdoc cref="CallingAETitle"/>
    public string CalledAETitle { get; }

    public string? PeerImplementationClassUID { get; }

    public string? PeerImplementationVersionName { get; }

    public UserIdentityRQ? UserIdentity { get; }

    /// <summary>The accepted presentation contexts.</summary>
    public IReadOnlyList<NegotiatedContext> Contexts => NegotiatedContexts.All;

    internal NegotiatedContexts NegotiatedContexts { get; }

    /// <summary>The longest P-DATA-TF variable field the peer takes; 0 is no limit.</summary>
    internal uint PeerMaximumPduLength { get; }

    /// <summary>Null for an ID that was not proposed or not accepted.</summary>
    public NegotiatedContext? Find(byte presentationContextID) => NegotiatedContexts.Find(presentationContextID);
}
