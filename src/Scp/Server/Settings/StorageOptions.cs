using StoreScp.Storage.Local;

namespace StoreScp.Server.Settings;

/// <summary>Where objects and the ledger are kept.</summary>
internal sealed record StorageOptions
{
    public StorageProvider Provider { get; init; }

    public string Path { get; init; } = "./data";

    public Durability Durability { get; init; } = Durability.Flush;
}
