namespace StoreScp.Server.Settings;

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
