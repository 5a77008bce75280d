using StoreScp.Cloud.Faults;
using StoreScp.Cloud.Moto;
using StoreScp.Cloud.Scenario;

namespace StoreScp.Cloud.Tests.Servers;

/// <summary>A stand-in cloud with the real functions, on which the tests start real servers.</summary>
public sealed class ServerCloud : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private StandInCloud? _cloud;
    private int _servers;

    public StandInCloud Cloud
    {
        get
        {
            if (_cloud is null)
                Tool.Missing($"moto is not installed: {MotoPython.HowToInstall}");
            return _cloud!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (await MotoPython.FindAsync() is not null)
            _cloud = await StandInCloud.StartAsync(
                new CloudOptions { Folder = _folder["emulator"], Function = CloudScenario.FunctionOf }, TestContext.Current.CancellationToken);
    }

    /// <summary>Between a server and S3, DynamoDB and Step Functions; the functions of the workflow, and the test itself, reach them directly.</summary>
    public Task<FaultProxy> StartProxyAsync(int seed) => FaultProxy.StartAsync(Cloud.Endpoint, seed, TimeProvider.System);

    /// <summary>A server whose calls to S3, DynamoDB and Step Functions go to <paramref name="services"/>.</summary>
    internal Task<StoreScpProcess> ServeAsync(Uri services, params string[] settings)
    {
        var address = services.GetLeftPart(UriPartial.Authority);
        return StoreScpProcess.ServeAsync(Cloud.Environment,
        [
            $"--Aws:S3Endpoint={address}", $"--Aws:DynamoDBEndpoint={address}", $"--Aws:StepFunctionsEndpoint={address}",
            "--Import:PollInterval=1", "--Import:SweepInterval=4", "--Import:StartsPerSecond=10",
            $"--Storage:Path={_folder[$"server-{Interlocked.Increment(ref _servers)}"]}", .. settings,
        ]);
    }

    internal Task<LedgerWatch> WatchAsync() => LedgerWatch.OpenAsync(Cloud);

    public async ValueTask DisposeAsync()
    {
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        _folder.Dispose();
    }
}
