using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

internal static class JobWaiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the job has a status.</summary>
    public static async Task<JsonNode> StatusAsync(this RunningEmulator emulator, string jobId, string status)
    {
        long start = TimeProvider.System.GetTimestamp();
        JsonNode job = await emulator.JobAsync(jobId);
        while ((string)job["jobStatus"]! != status)
        {
            TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(Limit, $"{status} is waited for");
            job = await emulator.JobAsync(jobId);
        }
        return job;
    }
}
