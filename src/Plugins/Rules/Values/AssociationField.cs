namespace StoreScp.Plugins.Rules;

/// <summary>What rules can ask of the association; written as <c>association.CallingAETitle</c>.</summary>
public enum AssociationField
{
    CallingAETitle,
    CalledAETitle,
    PeerAddress,
    TlsSubject,
    ImplementationClassUID,
    ImplementationVersionName,

    /// <summary>How the data set is encoded (PS3.5 §10).</summary>
    TransferSyntaxUID,
}
