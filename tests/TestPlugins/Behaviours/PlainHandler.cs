using System.Text;
using StoreScp.Dicom;
using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Writes its version and its settings into Institution Name.</summary>
public sealed class PlainHandler : IPreStoreHandler
{
    private PlainSettings _settings = new();
    private string _text = "";

    public async ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _settings = context.GetSettings<PlainSettings>();
        if (_settings.FailToInitialize)
            throw new PluginSetupException("The settings ask for a failure.");
        if (_settings.FailFastAtStart)
            Environment.FailFast("As the settings ask.");
        if (_settings.InitializeGate is { } gate)
            await Gate.Of(gate);
        var secret = _settings.Secret is { } name ? Encoding.UTF8.GetString((await context.Secrets.GetAsync(name, cancellation)).Span) : "";
        _text = $"{context.PluginVersion} {_settings.Text}{secret}".Trim();
    }

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        instance.Header.Set(DicomTag.InstitutionName, _text);
        return ValueTask.FromResult(PreStoreResult.Continue);
    }

    public ValueTask DisposeAsync()
    {
        Gate.Signal(_settings.Disposed);
        return ValueTask.CompletedTask;
    }
}
