using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.TestPlugins.Library;

namespace StoreScp.TestPlugins.UsesLibrary;

/// <summary>Writes the version of the library it got into Institution Name.</summary>
public sealed class LibraryHandler : IPreStoreHandler
{
    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        instance.Header.Set(DicomTag.InstitutionName, VendorLibrary.Version);
        return ValueTask.FromResult(PreStoreResult.Continue);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
