namespace StoreScp.Testing.Running;

/// <summary>A Python with botocore, as a second opinion: it runs the Vectors/make_vectors.py of the tests. Without one the test is skipped, and fails under CI.</summary>
internal static class Botocore
{
    private const int DoesNotKnowTheService = 3;

    public static string Script => Path.Combine(AppContext.BaseDirectory, "Vectors", "make_vectors.py");

    public static async Task<ToolResult> RunAsync(params string[] arguments)
    {
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if ((await Tool.RunAsync(Tool.Find(python, "apt-get install python3"), ["-c", "import botocore"])).ExitCode != 0)
                continue;
            var result = await Tool.RunAsync(python, [Script, .. arguments]);
            if (result.ExitCode != DoesNotKnowTheService)
                return result.MustSucceed();
        }
        Tool.Missing("No Python here has a botocore that knows the services of the tests: pip install -r tests/requirements.txt");
        throw new InvalidOperationException("The test ended above.");
    }
}
