using System.Text;
using StoreScp.Lambda.Functions;

namespace StoreScp.Lambda.Tests;

/// <summary>The whole of a process, in this one: settings from an environment of the test's, ports on files.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["AWS_REGION"] = "eu-west-1",
        ["STORESCP__Aws__Bucket"] = "instances",
        ["STORESCP__Aws__ResultsBucket"] = "results",
        ["STORESCP__Aws__Table"] = "ledger",
        ["STORESCP__Aws__DataAccessRoleArn"] = "arn:aws:iam::123456789012:role/import",
    };

    private readonly CancellationTokenSource _stop = new();
    private readonly MemoryStream _output = new();

    private RunningProcess(FakeRuntimeApi server, IReadOnlyDictionary<string, string> environment, Func<ImportPorts> open)
    {
        Server = server;
        Ending = new LambdaProcess(environment, (_, _, _) => Task.FromResult(open()), _output, TimeProvider.System).RunAsync(_stop.Token);
    }

    public FakeRuntimeApi Server { get; }

    /// <summary>The exit code.</summary>
    public Task<int> Ending { get; }

    public string LogText => Encoding.UTF8.GetString(_output.ToArray());

    public static async Task<RunningProcess> StartAsync(string handler, LocalPorts? local = null, IReadOnlyDictionary<string, string>? settings = null, Func<ImportPorts>? open = null)
    {
        var server = await FakeRuntimeApi.StartAsync();
        var environment = new Dictionary<string, string>(settings ?? Settings) { ["_HANDLER"] = handler, ["AWS_LAMBDA_RUNTIME_API"] = server.Address };
        return new RunningProcess(server, environment, open ?? (() => local!.Ports));
    }

    public async Task<RuntimeAnswer> InvokeAsync(string json)
    {
        Server.Invoke(json, TimeProvider.System.GetUtcNow().AddMinutes(1));
        return await Server.AnswerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Ending.ContinueWith(_ => { }, TaskScheduler.Default);
        await Server.DisposeAsync();
        _stop.Dispose();
    }
}
