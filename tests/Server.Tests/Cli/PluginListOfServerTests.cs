using System.Text.RegularExpressions;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Tests.Cli;

public sealed partial class PluginListOfServerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedOutput _output = new();
    private readonly CapturedOutput _error = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<int> _serving = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder["rules.json"], """{ "rules": [ { "name": "station", "actions": [ { "set": "StationName", "value": "ONE" } ] } ] }""");
        _serving = StoreScpCommand.RunAsync(
            ["serve", "--Scp:Port=0", "--Scp:BindAddress=127.0.0.1", "--Admin:Url=http://127.0.0.1:0", "--HealthImaging:EmulatorUrl=http://127.0.0.1:0", "--Logging:Level=Error",
                "--Plugins:Handlers:0:Name=coercion", "--Plugins:Handlers:0:Plugin=StoreScp.TagCoercion", $"--Plugins:Handlers:0:SettingsFile={_folder["rules.json"]}", $"--Storage:Path={_folder["data"]}"],
            _output, _error, TimeProvider.System, _stop.Token);
        await Task.WhenAny(_output.WaitForAsync(" or: storescp send"), _serving);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        (await _serving).Should().Be(ExitCode.Success, _error.Text);
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task List_tells_what_runs_in_a_server_that_answers()
    {
        var admin = $"--Admin:Url={AdminUrl().Match(_output.Text).Value}";

        var (exitCode, lines, error) = await CommandLine.RunAsync("plugin", "list", "--json", admin);
        var (_, text, _) = await CommandLine.RunAsync("plugin", "list", admin);

        exitCode.Should().Be(ExitCode.Success);
        error.Should().BeEmpty("the server answered");
        var handler = JsonLines.Of(lines).Single(line => line.Text("Kind") == "Handler");
        (handler.Text("Handler"), handler.Text("State"), handler.Text("Breaker")).Should().Be(("coercion", "Running", "Closed"));
        handler.GetProperty("Calls").GetInt64().Should().Be(0);
        text.Should().Contain("coercion").And.Contain("Running").And.Contain("Used");
    }

    [GeneratedRegex(@"(?<=Admin HTTP\s+)http://127\.0\.0\.1:\d+")]
    private static partial Regex AdminUrl();
}
