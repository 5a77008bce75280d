using StoreScp.Protocol.Associations;

namespace StoreScp.Receiving.PreStore;

/// <summary>The site's handlers that see each instance before it is stored; implemented where plugins are loaded.</summary>
public interface IPreStorePipeline
{
    /// <summary>The handlers of an association, the same ones for its whole life; null when none concern it. The caller disposes them.</summary>
    IPreStoreHandlers? ForAssociation(AssociationContext association);
}
