using StoreScp.Receiving.Batching;
using StoreScp.Receiving.PreStore;
using StoreScp.Storage;

namespace StoreScp.Receiving.Instances;

/// <summary>What the reception of instances works with, the same for all associations of a server.</summary>
/// <param name="Batches">Null where nothing is imported.</param>
/// <param name="Pipeline">Null where no plugins are used.</param>
internal sealed record ReceivingServices(
    IInstanceStore Store, InstanceRecorder Recorder, Batches? Batches, IPreStorePipeline? Pipeline, ReceivingOptions Options, TimeProvider Time)
{
    /// <summary>Shared by all associations: what their handlers have in hand.</summary>
    public HandledHeaders Headers { get; } = new(Options.HandledHeaderBytes, Options.MemoryWait, Time);
}
