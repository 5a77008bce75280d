using System.Text.Json;

using StoreScp.EndToEnd.Tests.Import;

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
    public async Task The_import_of_an_instance_is_a_span_of_its_trace()
    {
        await using var collector = await FakeCollector.StartAsync();
        using var folder = new TemporaryFolder();
        await using var server = await ImportingServer.StartOnAsync(folder["data"], $"--Tracing:OtlpEndpoint={collector.Url}", "--Tracing:SamplePercent=100");
        var instance = Instance.New();
        await using (var peer = await RawPeer.AssociateAsync(server.Port))
        {
            (await peer.StoreAsync(instance)).Should().Be(0);
            await peer.ReleaseAsync();
        }
        await using var ledger = new ImportLedger(folder["data"]);
        await ledger.WaitUntilFinalAsync([instance.SOPInstanceUID], TimeSpan.FromSeconds(45));
        var row = await ledger.InstanceAsync(instance.SOPInstanceUID);

        (await server.StopAsync()).Should().Be(0, server.Log);

        var imageSet = row.Deliveries.Should().ContainSingle().Subject.Import!.ImageSetId;
        // A span begins with its trace and its own id, then comes its parent: here the C-STORE.
        var parent = Convert.FromHexString(row.Trace!.Value.SpanId!);
        collector.Received.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(imageSet)).Should().BeGreaterThan(0, "the import is told");
        collector.Received.AsSpan().Count(parent).Should().BeGreaterThan(3, "its own span, object commit, ledger write, and the import");
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
