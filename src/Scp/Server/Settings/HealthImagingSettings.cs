using StoreScp.Emulator;

namespace StoreScp.Server.Settings;

/// <summary>The data store that instances are imported into, and the emulator that stands in for HealthImaging on one machine.</summary>
internal sealed record HealthImagingSettings
{
    public string DatastoreId { get; init; } = EmulatorOptions.DefaultDatastoreId;

    /// <summary>Where the emulator listens; null: there is none, and instances are stored only.</summary>
    public Uri? EmulatorUrl { get; init; } = new("http://127.0.0.1:8081");

    /// <summary>How long the emulator takes for one import job, beside its files; AWS takes 90 to 120 s.</summary>
    public TimeSpan EmulatorJobTime { get; init; } = TimeSpan.FromSeconds(2);
}
