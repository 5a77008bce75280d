using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>How an association ended, with the standard's codes where it has them.</summary>
public sealed record AssociationEnd
{
    private AssociationEnd(AssociationEndKind kind, string? why = null) => (Kind, Why) = (kind, why);

    public AssociationEndKind Kind { get; }

    /// <summary>What A-ABORT said, sent or received.</summary>
    public AAbort? Abort { get; private init; }

    /// <summary>What A-ASSOCIATE-RJ said.</summary>
    public AAssociateRJ? Rejection { get; private init; }

    /// <summary>One plain clause for people; never a value the peer sent.</summary>
    public string? Why { get; }

    internal static AssociationEnd Released { get; } = new(AssociationEndKind.Released);

    internal static AssociationEnd SilentProbe { get; } = new(AssociationEndKind.SilentProbe);

    internal static AssociationEnd AbortedByPeer(AAbort abort) => new(AssociationEndKind.AbortedByPeer) { Abort = abort };

    internal static AssociationEnd AbortedByUs(AAbort abort, string why) => new(AssociationEndKind.AbortedByUs, why) { Abort = abort };

    internal static AssociationEnd Rejected(AAssociateRJ rejection) => new(AssociationEndKind.Rejected) { Rejection = rejection };

    internal static AssociationEnd ConnectionLost(string why) => new(AssociationEndKind.ConnectionLost, why);

    internal static AssociationEnd RequestTimedOut(string why) => new(AssociationEndKind.RequestTimedOut, why);

    internal static AssociationEnd DrainedAbort(AAbort? abort, string why) => new(AssociationEndKind.DrainedAbort, why) { Abort = abort };
}
