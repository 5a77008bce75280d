using System.Diagnostics;
using System.Text;

namespace StoreScp.Testing.Running;

/// <summary>What an outside program said and how it ended.</summary>
public sealed record ToolResult(string CommandLine, int ExitCode, string Output, string Errors)
{
    public string Everything => $"{CommandLine}\nexit code {ExitCode}\n{Output}\n{Errors}";

    public ToolResult MustSucceed()
    {
        ExitCode.Should().Be(0, Everything);
        return this;
    }
}

/// <summary>Runs outside programs with a time limit. A missing one skips the test, and fails it under CI.</summary>
public static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static bool IsRequired => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>The full path of a program, or the end of the test.</summary>
    public static string Find(string program, string howToInstall)
    {
        if (Path.IsPathRooted(program) && File.Exists(program))
            return program;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin");
        if (folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists) is { } found)
            return found;
        Missing($"{program} is not installed: {howToInstall}");
        return "";
    }

    /// <summary>Skips on a person's machine, fails where everything must be there.</summary>
    public static void Missing(string reason)
    {
        if (IsRequired)
            Assert.Fail(reason);
        Assert.Skip(reason);
    }

    public static Task<ToolResult> DcmtkAsync(string program, params string[] arguments) =>
        RunAsync(Find(program, "apt-get install dcmtk"), arguments);

    public static async Task<ToolResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, TimeSpan? atMost = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(atMost ?? Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Line(start)} did not end within {(atMost ?? Limit).TotalSeconds} s.\n{await output}\n{await errors}");
        }
        return new(Line(start), process.ExitCode, await output, await errors);
    }

    private static string Line(ProcessStartInfo start) =>
        start.ArgumentList.Aggregate(new StringBuilder(start.FileName), (line, argument) => line.Append(' ').Append(argument)).ToString();
}
