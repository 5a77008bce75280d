using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>What a site that uses plugins has beside its data: a folder of plugins, settings files and secrets.</summary>
internal sealed class PluginSite : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _settings = [];
    private int _handlers;

    public PluginSite()
    {
        Directory.CreateDirectory(Plugins);
        Directory.CreateDirectory(_folder["secrets"]);
        _settings.AddRange([$"--Plugins:Folders:0={Plugins}", $"--Plugins:SecretsFolder={_folder["secrets"]}"]);
    }

    /// <summary>Storage:Path of its server.</summary>
    public string Data => _folder["data"];

    public string Plugins => _folder["plugins"];

    public string this[string name] => _folder[name];

    /// <summary>The command line so far.</summary>
    public string[] Settings => [.. _settings];

    public PluginSite With(params string[] settings)
    {
        _settings.AddRange(settings);
        return this;
    }

    /// <summary>Names the next handler; <paramref name="settings"/> become its settings file.</summary>
    public PluginSite Handler(string name, string plugin, object? settings = null, params string[] more)
    {
        var key = FormattableString.Invariant($"--Plugins:Handlers:{_handlers++}");
        _settings.AddRange([$"{key}:Name={name}", $"{key}:Plugin={plugin}", .. more.Select(setting => $"{key}:{setting}")]);
        if (settings is null)
            return this;
        File.WriteAllText(_folder[$"{name}.json"], JsonSerializer.Serialize(settings));
        return With($"{key}:SettingsFile={_folder[$"{name}.json"]}");
    }

    /// <summary>A new random key under a name: 64 digits, since the line end that may follow a secret in its file is no part of it.</summary>
    public byte[] Secret(string name)
    {
        var key = Wire.Ascii(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        var path = Path.Combine(_folder["secrets"], name);
        File.WriteAllBytes(path, key);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return key;
    }

    /// <summary>Copies the published test plugin, sealed under this version; all but the named file, which <see cref="Complete"/> adds.</summary>
    public string Install(string version, string? withoutFile = null)
    {
        // Sealed elsewhere first: its files arrive in the folder as those of any copy do.
        var made = _folder[$"made-{version}"];
        CopyFiles(Published, made);
        var path = Path.Combine(made, "plugin.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        manifest["version"] = version;
        File.WriteAllText(path, manifest.ToJsonString());
        var files = Directory.EnumerateFiles(made).Select(file => Path.GetFileName(file)).Where(file => file != "plugin.sha256").Order(StringComparer.Ordinal);
        File.WriteAllLines(Path.Combine(made, "plugin.sha256"),
            files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(made, file))))}  {file}").ToList());
        var target = Path.Combine(Plugins, $"Behaviours-{version}");
        CopyFiles(made, target, withoutFile);
        return target;
    }

    /// <summary>The rest of a copy that was begun.</summary>
    public void Complete(string version) => CopyFiles(_folder[$"made-{version}"], Path.Combine(Plugins, $"Behaviours-{version}"));

    public void Dispose() => _folder.Dispose();

    private static string Published => Path.Combine(AppContext.BaseDirectory, "published", "Behaviours");

    private static void CopyFiles(string from, string to, string? except = null)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => Path.GetFileName(file) != except))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
