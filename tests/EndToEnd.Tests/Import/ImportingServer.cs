namespace StoreScp.EndToEnd.Tests.Import;

/// <summary>Servers that import as fast as their settings allow.</summary>
internal static class ImportingServer
{
    private static readonly string[] Fast =
    [
        "--Batches:QuietPeriod=1", "--Import:PollInterval=1", "--HealthImaging:EmulatorJobTime=0",
        "--Batches:LeaseTime=10", "--Import:SweepInterval=1",
    ];

    /// <param name="settings">Behind the fast ones, which they replace.</param>
    public static Task<ServerProcess> StartOnAsync(string folder, params string[] settings) => ServerProcess.StartOnAsync(folder, [.. Fast, .. settings]);
}
