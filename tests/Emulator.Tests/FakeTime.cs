using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.Emulator.Tests;

/// <summary>Waiting without sleeping.</summary>
internal static class FakeTime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Lets fake time pass, step by step, until a task is done.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Task task, TimeSpan step)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted)
        {
            TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(Limit, "the task is waited for");
            // What was due at this step may take the thread pool a moment before it waits for the next.
            await Task.WhenAny(task, Task.Delay(5));
            if (!task.IsCompleted) time.Advance(step);
        }
        await task;
    }

    /// <summary>Asks until the job has a status.</summary>
    public static async Task<JsonNode> StatusAsync(this RunningEmulator emulator, string jobId, string status)
    {
        long start = TimeProvider.System.GetTimestamp();
        JsonNode job = await emulator.JobAsync(jobId);
        while ((string)job["jobStatus"]! != status)
        {
            TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(Limit, $"{status} is waited for");
            await Task.Yield();
            job = await emulator.JobAsync(jobId);
        }
        return job;
    }
}
