namespace StoreScp.Platform;

/// <summary>The volume of a task: the only place that the server writes to.</summary>
public static class ContainerVolume
{
    public const string Name = "data";

    /// <summary>`Storage:Path` in the image.</summary>
    public const string Path = "/var/lib/storescp";
}
