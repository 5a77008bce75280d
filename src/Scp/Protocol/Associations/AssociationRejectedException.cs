using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>The peer answered our A-ASSOCIATE-RQ with A-ASSOCIATE-RJ (PS3.8 §9.3.4).</summary>
public sealed class AssociationRejectedException(AAssociateRJ rejection) : Exception($"The peer refused the association: {rejection}.")
{
    public AAssociateRJ Rejection { get; } = rejection;
}
