namespace StoreScp.Platform.Settings;

/// <summary>An application entity that the server knows: it may call from CIDR, and where Host and Port are given, it is called.</summary>
public sealed record PeerSettings
{
    public string AETitle { get; init; } = "";

    public string? Host { get; init; }

    public int? Port { get; init; }

    public string? CIDR { get; init; }

    public bool TLS { get; init; }

    /// <summary>The distinguished name that its client certificate must carry.</summary>
    public string? TLSSubject { get; init; }

    /// <summary>An alarm when nothing was received from it for so long; null: none.</summary>
    public int? NothingReceivedHours { get; init; }

    /// <summary>Forwards and answers to storage commitment go to it.</summary>
    public bool IsCalled => Host is not null;

    public bool IsValid =>
        SettingForms.IsAETitle(AETitle)
        && (Host is null) == (Port is null)
        && (Host is null || (SettingForms.IsHostName(Host) && Port is >= 1 and <= 65535 && CIDR is not null))
        && (CIDR is null || SettingForms.IsCidr(CIDR))
        && NothingReceivedHours is null or (>= 1 and <= 24);
}
