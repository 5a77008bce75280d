using System.Reflection;

namespace StoreScp.Server.Cli;

/// <summary>The version that --version prints, without the commit.</summary>
internal static class VersionText
{
    public static string Current { get; } = (typeof(VersionText).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
