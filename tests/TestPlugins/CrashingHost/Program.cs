// Runs one instance through the handlers of a plugin that ends the process.
// Arguments: plugin folder, run folder, handler in the manifest, setting, value.
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Settings;

var options = new PluginOptions
{
    Folders = [args[0]],
    Handlers =
    [
        new() { Name = "harmless", Plugin = "Behaviours", Handler = "Plain" },
        new() { Name = "suspect", Plugin = "Behaviours", Handler = args[2], Settings = new Dictionary<string, string> { [args[3]] = args[4] } },
    ],
};
await using var host = new PluginHost(options, new()
{
    RunFolder = args[1],
    SettingsFolder = args[1],
    Secrets = new FolderSecrets(null),
    LoggerFactory = NullLoggerFactory.Instance,
});
await host.ScanAsync(CancellationToken.None);
using var handlers = host.ForAssociation("A", "B");
var instance = new ReceivedInstance(new() { CallingAETitle = "A", CalledAETitle = "B" }, DicomTransferSyntax.ExplicitVRLittleEndian, new(), null);
foreach (var handler in handlers.Handlers)
{
    await handler.Guard.RunAsync(token => handler.Handler.ProcessAsync(instance, token), CancellationToken.None);
    Console.WriteLine($"{handler.Traits.Name} came back");
}
