using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Hosting;
using StoreScp.Plugins.Hosting.Settings;
using StoreScp.Plugins.Pipeline;

namespace StoreScp.Hosting.Tests;

/// <summary>A site of its own for one test: folders, clock, log, and hosts made of them.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("storescp-hosting-").FullName;
    private readonly List<PluginHost> _hosts = [];

    public string Plugins => Directory.CreateDirectory(Path.Combine(_root, "plugins")).FullName;

    public string Run => Path.Combine(_root, "run");

    public string Settings => Directory.CreateDirectory(Path.Combine(_root, "settings")).FullName;

    public string Secrets => Directory.CreateDirectory(Path.Combine(_root, "secrets")).FullName;

    public FakeTimeProvider Time { get; } = new();

    public CollectedLog Log { get; } = new();

    public static HandlerOptions Handler(string handler, string name = "first") => new() { Name = name, Plugin = Published.Behaviours, Handler = handler };

    /// <summary>Copies a published plugin and seals it again under another version.</summary>
    public string Install(string plugin = Published.Behaviours, string version = "1.0.0", string? folder = null, Action<JsonObject>? edit = null)
    {
        var target = Path.Combine(Plugins, folder ?? $"{plugin}-{version}");
        CopyFolder(Published.Folder(plugin), target);
        var path = Path.Combine(target, "plugin.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();
        if (version == (string)manifest["version"]! && edit is null)
            return target;
        manifest["version"] = version;
        edit?.Invoke(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
        Seal(target);
        return target;
    }

    /// <summary>Writes plugin.sha256 as `sha256sum` would.</summary>
    public static void Seal(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(path => path != "plugin.sha256").Order(StringComparer.Ordinal);
        File.WriteAllLines(Path.Combine(folder, "plugin.sha256"), files.Select(file => $"{Hash(Path.Combine(folder, file))}  {file}"));
    }

    public static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    public static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
    }

    public PluginHost Host(params HandlerOptions[] handlers) => Host(new PluginOptions { Handlers = handlers });

    public PluginHost Host(PluginOptions options)
    {
        var host = new PluginHost(options with { Folders = options.Folders is [] ? [Plugins] : options.Folders }, new()
        {
            RunFolder = Run,
            SettingsFolder = Settings,
            Secrets = new FolderSecrets(Secrets),
            LoggerFactory = Log,
            Time = Time,
        });
        _hosts.Add(host);
        return host;
    }

    public async Task<PluginHost> StartAsync(params HandlerOptions[] handlers) => await StartAsync(new PluginOptions { Handlers = handlers });

    public async Task<PluginHost> StartAsync(PluginOptions options)
    {
        var host = Host(options);
        await host.ScanAsync(CancellationToken.None);
        return host;
    }

    public static ReceivedInstance Instance()
    {
        var header = new DicomDataset()
            .Set(DicomTag.SOPInstanceUID, "2.25.99")
            .Set(DicomTag.AccessionNumber, "ACC-20770")
            .Set(DicomTag.PatientName, "Quastenberg^Friederike^^Dr.")
            .Set(DicomTag.PatientID, "PID-88123")
            .Set(DicomTag.PatientBirthDate, "19610203")
            .Set(DicomTag.OtherPatientIDsSequence, new DicomDataset().Set(DicomTag.PatientID, "OTHER-5512"));
        return new(new() { CallingAETitle = "MODALITY", CalledAETitle = "STORESCP" }, DicomTransferSyntax.ExplicitVRLittleEndian, header, null);
    }

    /// <summary>Runs one instance through one handler, as the pipeline does.</summary>
    public static ValueTask<GuardedResult<PreStoreResult>> RunAsync(ChainHandler handler, ReceivedInstance instance, CancellationToken cancellation = default) =>
        handler.Guard.RunAsync(token => handler.Handler.ProcessAsync(instance, token), cancellation);

    /// <summary>What the handlers of a new association write into Institution Name.</summary>
    public static async Task<string?> InstitutionNameAsync(PluginHost host)
    {
        using var handlers = host.ForAssociation("MODALITY", "STORESCP");
        return await InstitutionNameAsync(handlers);
    }

    public static async Task<string?> InstitutionNameAsync(AssociationHandlers handlers)
    {
        var instance = Instance();
        foreach (var handler in handlers.Handlers)
            await RunAsync(handler, instance);
        return instance.Header.GetString(DicomTag.InstitutionName);
    }

    public static async Task<HandlerFailedException> FailureAsync(PluginHost host)
    {
        using var handlers = host.ForAssociation("MODALITY", "STORESCP");
        return await FailureAsync(handlers.Handlers[0]);
    }

    public static async Task<HandlerFailedException> FailureAsync(ChainHandler handler)
    {
        var call = async () => await RunAsync(handler, Instance());
        return (await call.Should().ThrowAsync<HandlerFailedException>()).Which;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
