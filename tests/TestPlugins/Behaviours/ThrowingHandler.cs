using StoreScp.Dicom;
using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Throws an exception that names the patient, as careless code does.</summary>
public sealed class ThrowingHandler : IPreStoreHandler
{
    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) =>
        throw new InvalidOperationException($"No rule for {instance.Header.GetString(DicomTag.PatientName)}.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
