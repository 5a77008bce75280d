using System.Text.Json;

namespace StoreScp.EndToEnd.Tests.Tracing;

/// <summary>Traces as a collector gets them.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task A_collector_gets_the_spans_of_an_association_and_the_ledger_has_their_trace_id()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using var server = await ServerProcess.StartAsync($"--Tracing:OtlpEndpoint={collector.Url}", "--Tracing:SamplePercent=100");
        var instance = Instance.New();
        await using (var peer = await RawPeer.AssociateAsync(server.Port))
        {
            (await peer.StoreAsync(instance)).Should().Be(0);
            await peer.ReleaseAsync();
        }

        (await server.StopAsync()).Should().Be(0, server.Log);

        var received = collector.Received;
        foreach (var text in new[] { "association", "C-STORE", "object commit", "ledger write", instance.SOPInstanceUID })
            received.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(text)).Should().BeGreaterThan(0, text);
        var trace = (await ServerProcess.RunAsync("trace", "--instance", instance.SOPInstanceUID, "--json", $"--Storage:Path={server.Folder}")).MustSucceed().Output;
        var id = JsonDocument.Parse(trace.Split('\n')[0]).RootElement.GetProperty("TraceId").GetString();
        id.Should().MatchRegex("^[0-9a-f]{32}$");
        received.AsSpan().IndexOf(Convert.FromHexString(id!)).Should().BeGreaterThan(0, "the ledger names the trace that the collector has");
    }

    [Fact]
    public async Task A_collector_that_is_not_there_costs_no_image()
    {
        await using var server = await ServerProcess.StartAsync("--Tracing:OtlpEndpoint=http://127.0.0.1:9", "--Tracing:SamplePercent=100");
        await using (var peer = await RawPeer.AssociateAsync(server.Port))
        {
            (await peer.StoreAsync(Instance.New())).Should().Be(0);
            await peer.ReleaseAsync();
        }

        (await server.StopAsync()).Should().Be(0, server.Log);
    }
}
