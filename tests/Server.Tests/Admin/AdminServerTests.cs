using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Plugins.Hosting.Status;
using StoreScp.Plugins.Pipeline;
using StoreScp.Server.Admin;
using StoreScp.Server.Metrics;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Admin;

[Collection(Hosting.SweepLoopTests.SweepMetrics)]
public sealed class AdminServerTests : IAsyncLifetime
{
    private readonly HealthState _health = new([new LimitReason(() => "the disk is nearly full")]);
    private readonly StoreScpMetrics _metrics = new();
    private AdminServer _admin = null!;
    private HttpClient _client = null!;

    private static readonly PluginHostStatus Plugins = new(
        [new("ids", "Acme.Ids", "1.2.0", "/plugins/ids", HandlerState.Running, BreakerState.HalfOpen, 1, 7, new Dictionary<HandlerFailure, long> { [HandlerFailure.TimedOut] = 2 }, null, "too late", null,
            new("1.3.0", true, BreakerState.Closed, 3, 2, 1, 0, null))],
        [new("/plugins/ids", "Acme.Ids", "1.2.0", "00ff", FolderState.Used, null)]);

    public async ValueTask InitializeAsync()
    {
        _admin = new AdminServer(new Uri("http://127.0.0.1:0"), _health, () => Plugins, NullLoggerFactory.Instance);
        await _admin.StartAsync(TestContext.Current.CancellationToken);
        _client = new HttpClient { BaseAddress = new Uri(_admin.Address) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _admin.DisposeAsync();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Live_asks_nothing() =>
        (await _client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task Ready_follows_the_phases_and_lists_reasons()
    {
        (await GetAsync("/health/ready")).Should().Be((HttpStatusCode.ServiceUnavailable, """{"status":"starting","reasons":["the disk is nearly full"]}"""));
        _health.StartUpEnded();
        (await GetAsync("/health/ready")).Should().Be((HttpStatusCode.OK, """{"status":"ready","reasons":["the disk is nearly full"]}"""));
        _health.DrainingBegan();
        (await GetAsync("/health/ready")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text_with_our_names()
    {
        _metrics.AssociationEnded("Released", TimeSpan.FromSeconds(2));
        _metrics.InstanceAnswered("CT\"1\n", "0000H", 526_000, TimeSpan.FromMilliseconds(7));
        _metrics.Swept(new SweepReport { Abandoned = 3 });
        _metrics.Observe("storescp.association.active", "{association}", "now", () => 3);

        var text = (await GetAsync("/metrics")).Body;

        text.Should().Contain("storescp_association_total{").And.Contain("result=\"Released\"")
            .And.Contain("storescp_instance_total{").And.Contain("status=\"0000H\"").And.NotContain("\n1\n")
            .And.Contain("storescp_instance_received_bytes_total")
            .And.Contain("storescp_instance_size_bytes_bucket")
            .And.Contain("storescp_store_duration_seconds_bucket")
            .And.Contain("outcome=\"abandoned\"} 3")
            .And.Contain("storescp_association_active")
            .And.Contain("dotnet_gc_collections");
    }

    [Fact]
    public async Task Plugins_are_told_as_they_are_and_can_be_read_back()
    {
        var (status, body) = await GetAsync("/plugins");

        status.Should().Be(HttpStatusCode.OK);
        body.Should().Contain("\"breaker\":\"HalfOpen\"").And.Contain("\"TimedOut\":2").And.Contain("\"hash\":\"00ff\"");
        JsonSerializer.Deserialize(body, PluginJson.Default.PluginHostStatus).Should().BeEquivalentTo(Plugins);
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await _client.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
