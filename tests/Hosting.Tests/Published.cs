namespace StoreScp.Hosting.Tests;

/// <summary>The plugins of tests/TestPlugins, as `dotnet publish` left them beside this assembly.</summary>
internal static class Published
{
    public const string Behaviours = "Behaviours";
    public const string UsesLibraryV1 = "UsesLibraryV1";
    public const string UsesLibraryV2 = "UsesLibraryV2";

    public static string CrashingHost { get; } = Path.Combine(Folder("CrashingHost"), OperatingSystem.IsWindows() ? "StoreScp.CrashingHost.exe" : "StoreScp.CrashingHost");

    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "published", name);
}
