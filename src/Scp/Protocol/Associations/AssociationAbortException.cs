using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The peer broke PS3.8 or a limit: A-ABORT is sent with this source and reason and the association ends (PS3.8 §9.3.8).</summary>
public sealed class AssociationAbortException(AbortSource source, AbortReason reason, string why) : Exception(why)
{
    public AbortSource AbortSource { get; } = source;

    public AbortReason AbortReason { get; } = reason;

    internal static AssociationAbortException UnrecognizedPdu(string why) => new(AbortSource.ServiceProvider, AbortReason.UnrecognizedPdu, why);

    internal static AssociationAbortException UnexpectedPdu(string why) => new(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu, why);

    internal static AssociationAbortException UnexpectedParameter(string why) => new(AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter, why);

    internal static AssociationAbortException InvalidParameter(string why) => new(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue, why);
}
