namespace StoreScp.Server.Settings;

/// <summary>What happens when a SOP Instance UID arrives again with other content.</summary>
internal enum DuplicateChoice
{
    KeepBoth,
    Replace,
    Refuse,
}

/// <summary>What happens to an instance whose UIDs are not UIDs (PS3.5 §9.1).</summary>
internal enum InvalidUIDChoice
{
    Refuse,
    Quarantine,
}

/// <summary>Whether Success waits for the disk or only for the operating system.</summary>
internal enum DurabilityChoice
{
    Flush,
    OsCache,
}

/// <summary>Whether a TLS client must show a certificate.</summary>
internal enum ClientCertificateChoice
{
    None,
    Optional,
    Required,
}

/// <summary>One line of text or one JSON object per entry.</summary>
internal enum LogFormat
{
    Text,
    Json,
}
