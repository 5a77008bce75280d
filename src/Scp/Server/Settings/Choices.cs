namespace StoreScp.Server.Settings;

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
