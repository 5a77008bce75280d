namespace StoreScp.HealthImaging.Tests;

/// <summary>A Python with botocore, as a second opinion. Without one the test is skipped, and fails under CI.</summary>
internal static class Botocore
{
    private const int DoesNotKnowHealthImaging = 3;

    public static string Script => Path.Combine(AppContext.BaseDirectory, "Vectors", "make_vectors.py");

    public static async Task<ToolResult> RunAsync(params string[] arguments)
    {
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if ((await Tool.RunAsync(Tool.Find(python, "apt-get install python3"), ["-c", "import botocore"])).ExitCode != 0)
                continue;
            var result = await Tool.RunAsync(python, [Script, .. arguments]);
            if (result.ExitCode != DoesNotKnowHealthImaging)
                return result.MustSucceed();
        }
        Tool.Missing("No Python here has a botocore that knows HealthImaging: pip install 'botocore>=1.40'");
        throw new InvalidOperationException("The test ended above.");
    }
}
