namespace StoreScp.Server.Plugins.Trials;

/// <summary>Which plugin is tried, and how its handlers are set up.</summary>
internal sealed record TrialOptions
{
    /// <summary>A published plugin.</summary>
    public required string Folder { get; init; }

    /// <summary>One of its handlers, by its name in the manifest; null: all, in the manifest's order.</summary>
    public string? Handler { get; init; }

    /// <summary>JSON file of the handlers' settings; null: none.</summary>
    public string? SettingsFile { get; init; }

    /// <summary>One file for each secret; null: there are none.</summary>
    public string? SecretsFolder { get; init; }

    public string CallingAETitle { get; init; } = "ANY-SCU";

    public string CalledAETitle { get; init; } = "STORESCP";
}
