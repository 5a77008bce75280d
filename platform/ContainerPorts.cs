namespace StoreScp.Platform;

/// <summary>Where the server listens in its container. The load balancer's DICOM port is the site's choice.</summary>
public static class ContainerPorts
{
    public const int Dicom = 11112;

    /// <summary>Health and metrics; no security group lets anybody but the load balancer reach it.</summary>
    public const int Admin = 8080;
}
