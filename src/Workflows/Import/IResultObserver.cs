using StoreScp.Storage;

namespace StoreScp.Import;

/// <summary>Sees how imports end, for metrics and traces. Called on the tasks that write the results, several at a time: be quick, never throw.</summary>
public interface IResultObserver
{
    /// <summary>The ledger has just given the delivery this final state: told once, however often the results are written again.</summary>
    /// <param name="row">As it was before.</param>
    void Ended(InstanceRow row, Delivery delivery);
}
