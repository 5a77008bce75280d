using StoreScp.Dicom;
using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Throws an exception that names the patient, as careless code does; at every instance, or only at those of OnlyPatientID.</summary>
public sealed class ThrowingHandler : IPreStoreHandler
{
    private string? _onlyPatientID;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _onlyPatientID = context.GetSettings().TryGetProperty("OnlyPatientID", out var only) ? only.GetString() : null;
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation) =>
        _onlyPatientID is null || instance.Header[DicomTag.PatientID] == _onlyPatientID
            ? throw new InvalidOperationException($"No rule for {instance.Header.GetString(DicomTag.PatientName)}.")
            : ValueTask.FromResult(PreStoreResult.Continue);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
