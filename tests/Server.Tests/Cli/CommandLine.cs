using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

/// <summary>Runs `storescp` in this process and gives its exit code and what it wrote.</summary>
internal static class CommandLine
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new CapturedOutput();
        using var error = new CapturedOutput();
        var exitCode = await StoreScpCommand.RunAsync(arguments, output, error, TimeProvider.System, TestContext.Current.CancellationToken);
        return (exitCode, output.Text, error.Text);
    }
}
