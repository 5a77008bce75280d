using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.Instances;
using StoreScp.Receiving.Memory;
using StoreScp.Receiving.PreStore;
using StoreScp.Storage;

namespace StoreScp.Receiving;

/// <summary>The Storage service class of one server: hands each connection its own <see cref="ICStoreProvider"/>.</summary>
/// <param name="batches">Null where nothing is imported: instances are stored and recorded only.</param>
/// <param name="pipeline">Null where no plugins are used.</param>
public sealed class StorageScp(
    IInstanceStore store, ILedger ledger, Batches? batches, ReceivingOptions options, TimeProvider time, IPreStorePipeline? pipeline = null)
{
    private readonly ReceivingServices _services =
        new(store, new InstanceRecorder(store, ledger, options.DuplicatePolicy), batches, pipeline, options, time);

    /// <param name="connection">The pipe of the association that the provider will serve, and no other.</param>
    public ICStoreProvider ForConnection(BlockDuplexPipe connection) => new CStoreScp(_services, connection);
}
