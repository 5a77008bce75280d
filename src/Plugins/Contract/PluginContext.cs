using System.Text.Json;

namespace StoreScp.Plugins;

/// <summary>What a handler gets at its start.</summary>
public sealed class PluginContext
{
    internal PluginContext() { }

    /// <summary>The handler's name in the site's settings; one plugin may be used several times, each with settings of its own.</summary>
    public required string HandlerName { get; init; }

    public required string PluginName { get; init; }

    public required string PluginVersion { get; init; }

    /// <summary>The plugin's own folder, for files it brings; to be read only.</summary>
    public required string Folder { get; init; }

    public required IPluginLogger Logger { get; init; }

    /// <summary>All time comes from here, so that tests can move it.</summary>
    public required TimeProvider Time { get; init; }

    public required IPluginSecrets Secrets { get; init; }

    /// <summary>The settings as written: a JSON object, with comments and trailing commas allowed.</summary>
    internal string SettingsJson { get; init; } = "{}";

    /// <summary>Where the settings were written, for error messages.</summary>
    internal string SettingsSource { get; init; } = "The settings";

    /// <summary>Relative paths in the settings are relative to this folder.</summary>
    public required string SettingsFolder { get; init; }

    /// <summary>Reads the settings into a record: names in any case, enums by name, unknown names refused, <c>required</c> members enforced.</summary>
    /// <exception cref="PluginSetupException">The settings do not fit; the message lists every mistake that was found, with its place.</exception>
    public T GetSettings<T>() where T : class
    {
        var settings = Deserialize<T>();
        if (settings is IValidatedSettings validated && validated.Validate().ToList() is { Count: > 0 } mistakes)
            throw new PluginSetupException($"{SettingsSource}: {string.Join(" ", mistakes)}");
        return settings;
    }

    /// <summary>The settings as parsed JSON, for plugins that read them on their own.</summary>
    /// <exception cref="PluginSetupException">They are no JSON.</exception>
    public JsonElement GetSettings() => Deserialize<JsonElement>();

    private T Deserialize<T>()
    {
        try
        {
            // Options of its own: a shared cache would keep a plugin's types, and with them its load context, alive.
            var options = SettingsJsonOptions.Create();
            return JsonSerializer.Deserialize<T>(SettingsJson, options) ?? throw new JsonException("An object is expected.");
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? FormattableString.Invariant($", line {line + 1}") : "";
            throw new PluginSetupException($"{SettingsSource}{place}: {e.Message}", e);
        }
    }
}
