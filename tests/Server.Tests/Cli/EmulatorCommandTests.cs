using System.Text.RegularExpressions;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public sealed partial class EmulatorCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_emulator_answers_where_its_banner_says_and_ends_when_asked()
    {
        using var output = new CapturedOutput();
        using var error = new CapturedOutput();
        using var stop = new CancellationTokenSource();
        var running = StoreScpCommand.RunAsync(
            ["emulator", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", "--Logging:Level=Error", $"--Storage:Path={_folder.Path}"],
            output, error, TimeProvider.System, stop.Token);
        await output.WaitForAsync("--endpoint-url");

        using var http = new HttpClient();
        var answer = await http.GetStringAsync(new Uri($"{Url().Match(output.Text).Value}/datastore"), TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        (await running).Should().Be(ExitCode.Success, error.Text);
        answer.Should().Contain("datastoreSummaries");
        output.Text.Should().Contain($"s3://local/ is {_folder["objects"]}").And.Contain("aws medical-imaging list-dicom-import-jobs --datastore-id");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Url();
}
