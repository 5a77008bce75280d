using StoreScp.Dicom;
using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Ends the process, in the way its settings say; at every instance, or only at those of OnlyPatientID.</summary>
public sealed class CrashingHandler : IPreStoreHandler
{
    private string? _how;
    private string? _onlyPatientID;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        var settings = context.GetSettings();
        _how = settings.GetProperty("How").GetString();
        _onlyPatientID = settings.TryGetProperty("OnlyPatientID", out var only) ? only.GetString() : null;
        return ValueTask.CompletedTask;
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        if (_onlyPatientID is not null && instance.Header[DicomTag.PatientID] != _onlyPatientID)
            return ValueTask.FromResult(PreStoreResult.Continue);
        if (_how == "StackOverflow")
            Descend(0);
        else if (_how == "FailFast")
            Environment.FailFast("As the settings ask.");
        return ValueTask.FromResult(PreStoreResult.Continue);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static int Descend(int depth) => Descend(depth + 1) + Descend(depth + 2);
}
