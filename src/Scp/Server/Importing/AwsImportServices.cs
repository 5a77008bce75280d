using StoreScp.AwsCalls;
using StoreScp.HealthImaging;
using StoreScp.Import;
using StoreScp.Server.Hosting;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Aws.S3;
using StoreScp.Storage.Aws.StepFunctions;

namespace StoreScp.Server.Importing;

/// <summary>The import on AWS: Step Functions runs the workflow, on Lambda; this process starts it, and repairs.</summary>
internal sealed class AwsImportServices : IImportServices
{
    private readonly HttpClient _http = AwsHttp.CreateClient();
    private readonly S3ImportOutput _output;

    /// <exception cref="StorageSetupException">There are no credentials, or a setting cannot work.</exception>
    public AwsImportServices(StoreScpOptions options, TimeProvider time)
    {
        var aws = options.Aws;
        var connections = new AwsConnections(aws);
        HealthImaging = new HealthImagingClient(
            _http, new HealthImagingOptions { Region = connections.Region, Endpoint = connections.HealthImaging.Endpoint }, connections.HealthImaging.Credentials, time);
        Workflows = new StepFunctionsStarter(_http, connections.StepFunctions, aws.StateMachineArn!, time);
        _output = S3ImportOutput.Open(connections.S3, AwsAdapters.S3OptionsOf(options) with { Bucket = aws.ResultsBucket! }, time);
        Options = options.Import.ToOptions($"s3://{aws.Bucket}/", $"s3://{aws.ResultsBucket}/", aws.DataAccessRoleArn!, options.Batches.LeaseTime);
        Place = $"AWS HealthImaging in {connections.Region}";
    }

    public IHealthImaging HealthImaging { get; }

    public IWorkflowStarter Workflows { get; }

    public IImportOutput Output => _output;

    public ImportOptions Options { get; }

    public string Place { get; }

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _output.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
