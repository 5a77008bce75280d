namespace StoreScp.Platform.Settings;

/// <summary>Of tasks and functions.</summary>
public enum CpuArchitecture
{
    X64,
    Arm64,
}
