using StoreScp.Protocol.Associations;
using StoreScp.Receiving.PreStore;

namespace StoreScp.Plugins.Hosting.Reception;

/// <summary>The plugins of a <see cref="PluginHost"/> as the receiver sees them.</summary>
/// <param name="bulkReadTimeout">How long a handler's stream over the bulk may take for one read, waiting for the peer included.</param>
public sealed class PreStorePipeline(PluginHost host, TimeSpan bulkReadTimeout, TimeProvider time) : IPreStorePipeline
{
    /// <inheritdoc/>
    public IPreStoreHandlers? ForAssociation(AssociationContext association)
    {
        ArgumentNullException.ThrowIfNull(association);
        var handlers = host.ForAssociation(association.CallingAETitle, association.CalledAETitle);
        if (handlers.Handlers.Count > 0)
            return new PreStoreHandlers(new(handlers.Handlers, time), bulkReadTimeout, time, handlers);
        handlers.Dispose();
        return null;
    }
}
