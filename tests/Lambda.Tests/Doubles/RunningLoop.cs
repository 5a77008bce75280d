using System.Text;
using System.Text.Json.Nodes;
using StoreScp.Lambda.Metrics;
using StoreScp.Lambda.Runtime;

namespace StoreScp.Lambda.Tests;

/// <summary>The loop with a function of the test's, against a fake runtime API.</summary>
internal sealed class RunningLoop : IAsyncDisposable
{
    private readonly RuntimeApi _api;
    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _output = new();

    private RunningLoop(FakeRuntimeApi server, LambdaFunction function, TimeProvider time)
    {
        Server = server;
        _api = new RuntimeApi(server.Address);
        Ending = new FunctionLoop(_api, function, new FunctionLog(_output, "Test", time), new DeliveryMetrics(_output, null, time), time).RunAsync(_stop.Token);
    }

    public FakeRuntimeApi Server { get; }

    /// <summary>As the loop's own.</summary>
    public Task<bool> Ending { get; }

    /// <summary>The lines so far; look when an answer has come.</summary>
    public IReadOnlyList<JsonNode> Log => [.. LogText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    public string LogText => Encoding.UTF8.GetString(_output.ToArray());

    public static async Task<RunningLoop> StartAsync(LambdaFunction function, TimeProvider? time = null) =>
        new(await FakeRuntimeApi.StartAsync(), function, time ?? TimeProvider.System);

    public RunningLoop Invoke(string json = "{}", DateTimeOffset? deadline = null)
    {
        Server.Invoke(json, deadline ?? DateTimeOffset.MaxValue);
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Ending.ContinueWith(_ => { }, TaskScheduler.Default);
        await Server.DisposeAsync();
        _api.Dispose();
        _stop.Dispose();
    }
}
