namespace StoreScp.Server.Cli;

/// <summary>What the process says to scripts when it ends.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The work was done in part or not at all: some files were not stored, no such study, a peer refused.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A port cannot be had.</summary>
    public const int PortUnavailable = 3;

    /// <summary>The storage folder or the ledger cannot be used.</summary>
    public const int StorageUnavailable = 4;

    /// <summary>The TLS certificate cannot be used.</summary>
    public const int CertificateUnusable = 5;

    /// <summary>A plugin that the site names cannot be used, or a plugin was found wanting.</summary>
    public const int PluginsUnusable = 6;

    /// <summary>A fault of ours.</summary>
    public const int Bug = 70;
}
