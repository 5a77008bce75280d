namespace StoreScp.Dicom;

/// <summary>How this software names itself in associations and files (PS3.7 §D.3.3.2, PS3.10 §7.1).</summary>
public static class Implementation
{
    /// <summary>The UUID 27560ffc-f59c-4cdd-9894-9f45773e974a as a UID (PS3.5 §B.2); it never changes.</summary>
    public const string ClassUID = "2.25.52286753643099505410638680899784185674";

    public const string VersionName = "STORESCP_0_1";
}
