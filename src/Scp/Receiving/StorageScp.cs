using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Instances;
using StoreScp.Receiving.Memory;
using StoreScp.Storage;

namespace StoreScp.Receiving;

/// <summary>The Storage service class of one server: hands each connection its own <see cref="ICStoreProvider"/>.</summary>
public sealed class StorageScp(IInstanceStore store, ILedger ledger, ReceivingOptions options, TimeProvider time)
{
    private readonly InstanceRecorder _recorder = new(store, ledger, options.DuplicatePolicy);

    /// <param name="connection">The pipe of the association that the provider will serve, and no other.</param>
    public ICStoreProvider ForConnection(BlockDuplexPipe connection) => new CStoreScp(store, _recorder, options, time, connection);
}
