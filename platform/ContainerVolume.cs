namespace StoreScp.Platform;

/// <summary>The volume of a task: the only place that the server writes to.</summary>
public static class ContainerVolume
{
    public const string Name = "data";

    /// <summary>`Storage:Path` in the image.</summary>
    public const string Path = "/var/lib/storescp";

    public const string TlsFolder = Path + "/tls";

    public const string CertificatePath = TlsFolder + "/certificate.pem";

    public const string KeyPath = TlsFolder + "/key.pem";

    public const string ClientAuthoritiesPath = TlsFolder + "/client-authorities.pem";
}
