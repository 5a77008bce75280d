using StoreScp.Storage.Local;

namespace StoreScp.Server.Settings;

/// <summary>Where objects and the ledger are kept.</summary>
internal sealed record StorageOptions
{
    public string Path { get; init; } = "./data";

    public Durability Durability { get; init; } = Durability.Flush;
}
