using StoreScp.Dicom;
using StoreScp.Plugins;

namespace CompanyPluginNamespace;

/// <summary>Puts the prefix of the settings before every Patient ID that does not have it.</summary>
public sealed class PluginClassHandler : IPreStoreHandler
{
    private PluginClassSettings _settings = new();

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _settings = context.GetSettings<PluginClassSettings>();
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        if (instance.Header[DicomTag.PatientID] is not { Length: > 0 } id)
            return ValueTask.FromResult(PreStoreResult.Quarantine("Patient ID is missing"));

        if (!id.StartsWith(_settings.Prefix, StringComparison.Ordinal))
            instance.Header.Set(DicomTag.PatientID, _settings.Prefix + id);
        return ValueTask.FromResult(PreStoreResult.Continue);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
