namespace StoreScp.Emulator.Tests;

/// <summary>AWS's own client reads every answer of the emulator.</summary>
public sealed class BotoTests
{
    // Older ones do not know all of the model.
    private const string HasBoto = "import boto3, sys; sys.exit(tuple(map(int, boto3.__version__.split('.')[:2])) < (1, 43))";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Boto3_calls_every_operation_and_its_model_agrees_with_every_answer(bool withUnknownFields)
    {
        string python = await FindPythonAsync();
        await using RunningEmulator emulator = await RunningEmulator.StartAsync();
        emulator.Faults.UnknownFields = withUnknownFields;
        var synthetic = new Synthetic();
        emulator.PutInstance("study/", synthetic.MR());
        emulator.PutInstance("study/", synthetic.MR());

        ToolResult result = await Tool.RunAsync(
            python, [Path.Combine(AppContext.BaseDirectory, "boto", "every_operation.py"), emulator.Url.AbsoluteUri, emulator.DatastoreId, "us-east-1", withUnknownFields ? "lenient" : "strict"]);

        result.MustSucceed().Output.Should().Contain("18 operations");
    }

    private static async Task<string> FindPythonAsync()
    {
        foreach (string python in new[] { Tool.Find("python3", "apt-get install python3"), "/usr/bin/python3" })
            if (File.Exists(python) && (await Tool.RunAsync(python, ["-c", HasBoto])).ExitCode == 0) return python;
        Tool.Missing("boto3 is not installed, or is older than 1.43: pip install -r tests/requirements.txt");
        return "";
    }
}
