namespace StoreScp.TestPlugins.Library;

/// <summary>A library that host and plugins use in different versions.</summary>
public static class VendorLibrary
{
    public static string Version => typeof(VendorLibrary).Assembly.GetName().Version!.ToString(3);
}
