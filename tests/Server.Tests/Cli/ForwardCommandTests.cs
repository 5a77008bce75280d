using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Cli;

public sealed class ForwardCommandTests : IAsyncDisposable
{
    private readonly SampleLedger _sample = new();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task List_selects_by_route_state_and_time()
    {
        await _sample.AddForwardAsync("1.2.3.1", "pacs");
        var failed = await _sample.AddForwardAsync("1.2.3.2", "backup");
        await _sample.FailForwardAsync(failed, "the destination answered C000H");

        (await UidsAsync()).Should().BeEquivalentTo("1.2.3.1", "1.2.3.2");
        (await UidsAsync("--route", "pacs")).Should().Equal("1.2.3.1");
        (await UidsAsync("--state", "Failed")).Should().Equal("1.2.3.2");
        (await UidsAsync("--since", "2026-11-23T12:01")).Should().BeEmpty();
        var (exitCode, text, _) = await _sample.RunAsync("forward", "list");
        exitCode.Should().Be(ExitCode.Success);
        text.Should().Contain("2026-11-23 12:00:00Z").And.Contain("Waiting").And.Contain("C000H").And.Contain("backup");
    }

    [Fact]
    public async Task Redrive_puts_what_failed_into_the_queue_again()
    {
        var failed = await _sample.AddForwardAsync("1.2.3.2", "backup");
        await _sample.FailForwardAsync(failed, "the destination answered C000H");

        (await _sample.RunAsync("forward", "redrive", "--route", "pacs")).Error.Should().Contain("Nothing to redrive");
        (await _sample.RunAsync("forward", "redrive")).Output.Should().Contain("1 instance is forwarded again.");

        (await UidsAsync("--state", "Waiting")).Should().Equal("1.2.3.2");
        (await _sample.Ledger.FindByReceivedAsync("1.2.3.2", default)).Single().Deliveries.Single().State.Should().Be(DeliveryState.Stored);
    }

    [Fact]
    public async Task Status_and_trace_show_each_route_of_an_instance()
    {
        await _sample.AddForwardAsync("1.2.3.1", "pacs");

        (await _sample.RunAsync("status", "--instance", "1.2.3.1")).Output.Should().Contain("route  pacs: Stored to PACS");
        var line = JsonLines.Of((await _sample.RunAsync("status", "--instance", "1.2.3.1", "--json")).Output).Single();
        line.GetProperty("Deliveries")[0].Text("ForwardTo").Should().Be("PACS");
        (await _sample.RunAsync("trace", "--instance", "1.2.3.1")).Output.Should().Contain("forward waits").And.Contain("for PACS by route pacs: 0 attempts");
    }

    private async Task<IEnumerable<string?>> UidsAsync(params string[] arguments) =>
        JsonLines.Of((await _sample.RunAsync(["forward", "list", "--json", .. arguments])).Output).Select(line => line.Text("SOPInstanceUID"));
}
