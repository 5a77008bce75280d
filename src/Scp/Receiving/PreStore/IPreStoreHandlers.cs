namespace StoreScp.Receiving.PreStore;

/// <summary>The handlers of one association.</summary>
public interface IPreStoreHandlers : IDisposable
{
    /// <summary>Some handler wants the data set whole before it runs.</summary>
    bool NeedWholeDataSet { get; }

    /// <summary>Some handler protects patients: what an instance was received as is not to be written down in clear.</summary>
    bool ProtectPatients { get; }

    /// <summary>Runs them on one instance. Completes with a decision whatever they do.</summary>
    ValueTask<IHandledInstance> RunAsync(PreStoreInstance instance, CancellationToken cancellation);
}
