using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using StoreScp.LocalRunner.Tests.Support;

namespace StoreScp.Cloud.Tests;

/// <summary>The functions of the workflow as custom runtimes have them: a loop for each that polls the runtime API. What they answer is in the script of the batch.</summary>
internal sealed class ScriptedFunctions : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Script> _scripts = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private Task _loops = Task.CompletedTask;

    public void Answer(string batchId, Script script) => _scripts[batchId] = script;

    public void Start(IReadOnlyDictionary<string, Uri> runtimeUrls) =>
        _loops = Task.WhenAll(runtimeUrls.Select(pair => LoopAsync(pair.Key, new Uri(pair.Value, "/2018-06-01/runtime/invocation/"))));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loops;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task LoopAsync(string task, Uri invocations)
    {
        try
        {
            while (true)
            {
                using var next = await _http.GetAsync(new Uri(invocations, "next"), _stop.Token);
                var requestId = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
                await RunAsync(task, await next.Content.ReadAsStringAsync(_stop.Token), new Uri(invocations, $"{requestId}/"));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end of the tests.
        }
    }

    private async Task RunAsync(string task, string input, Uri invocation)
    {
        try
        {
            var script = _scripts[(string)JsonNode.Parse(input)!["batchId"]!];
            var output = await script.Handlers[task](input, _stop.Token);
            using var answer = await _http.PostAsync(new Uri(invocation, "response"), new StringContent(output, Encoding.UTF8, "application/json"), _stop.Token);
            answer.EnsureSuccessStatusCode();
        }
        catch (WorkflowTaskException error)
        {
            using var answer = await _http.PostAsJsonAsync(
                new Uri(invocation, "error"), new { errorMessage = error.Message, errorType = error.Error, stackTrace = Array.Empty<string>() }, _stop.Token);
            answer.EnsureSuccessStatusCode();
        }
    }
}
