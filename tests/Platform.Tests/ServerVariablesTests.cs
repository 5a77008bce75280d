using System.Diagnostics;
using StoreScp.Platform.Tests.Policies;

namespace StoreScp.Platform.Tests;

/// <summary>The server itself reads what a task would hand it.</summary>
public sealed class ServerVariablesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Environments => [.. Repository.Environments];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task The_server_takes_the_variables_of_the_task(string environment)
    {
        var variables = Variables.OfServer(await Repository.GraphAsync(environment)).ToDictionary();
        var (exitCode, lines) = await RunAsync(variables);
        exitCode.Should().Be(0, string.Join('\n', lines));
    }

    [Fact]
    public async Task The_server_refuses_a_variable_that_it_does_not_know()
    {
        var variables = Variables.OfServer(await Repository.GraphAsync("dev")).Append(new("STORESCP__Scp__MaximumAssociation", "1")).ToDictionary();
        (await RunAsync(variables)).ExitCode.Should().Be(2);
    }

    private static async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAsync(IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "storescp.dll"), "config", "--profile", "aws"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Limit);
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, [.. output.SelectMany(text => text.Split('\n'))]);
    }
}
