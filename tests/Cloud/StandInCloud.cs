using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using StoreScp.Cloud.Lambda;
using StoreScp.Cloud.Moto;
using StoreScp.Cloud.Resources;
using StoreScp.Cloud.Routing;
using StoreScp.Emulator;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.DynamoDb;

namespace StoreScp.Cloud;

/// <summary>
/// AWS on this machine: S3, DynamoDB and Step Functions by moto, HealthImaging by the emulator, Lambda by <see cref="LambdaService"/>, all behind one
/// address on loopback, with buckets, table, roles and the state machine of <c>import.asl.json</c> made.
/// </summary>
public sealed class StandInCloud : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly Dictionary<string, Uri> _runtimeUrls = [];
    private ServiceRouter? _router;
    private EmulatorServer? _emulator;
    private AmazonS3Client? _s3;

    private StandInCloud()
    {
    }

    /// <summary>Of every service.</summary>
    public Uri Endpoint => _router!.Url;

    /// <summary>May be changed while it runs.</summary>
    public EmulatorFaults EmulatorFaults => _emulator!.Options.Faults;

    public IAmazonS3 S3 => _s3!;

    /// <summary>For adapters in this process.</summary>
    public AwsAccess Access => new(CloudNames.Region, new BasicAWSCredentials(CloudNames.AccessKey, CloudNames.AccessKey), Endpoint);

    /// <summary>By the name of a Task: the runtime API of its function.</summary>
    public IReadOnlyDictionary<string, Uri> RuntimeUrls => _runtimeUrls;

    /// <summary>What a server or a function of ours needs in its environment to run on this cloud.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AWS_ACCESS_KEY_ID"] = CloudNames.AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = CloudNames.AccessKey,
        ["AWS_REGION"] = CloudNames.Region,
        ["STORESCP__Storage__Provider"] = "Aws",
        ["STORESCP__Aws__Region"] = CloudNames.Region,
        ["STORESCP__Aws__Endpoint"] = Endpoint.GetLeftPart(UriPartial.Authority),
        ["STORESCP__Aws__Bucket"] = CloudNames.Bucket,
        ["STORESCP__Aws__ResultsBucket"] = CloudNames.ResultsBucket,
        ["STORESCP__Aws__Table"] = CloudNames.Table,
        ["STORESCP__HealthImaging__DatastoreId"] = EmulatorOptions.DefaultDatastoreId,
        ["STORESCP__Aws__StateMachineArn"] = CloudNames.StateMachineArn,
        ["STORESCP__Aws__DataAccessRoleArn"] = CloudNames.DataAccessRoleArn,
    };

    /// <exception cref="InvalidOperationException">There is no moto, or it does not start; the text says why.</exception>
    public static async Task<StandInCloud> StartAsync(CloudOptions options, CancellationToken cancellation)
    {
        var cloud = new StandInCloud();
        try
        {
            await cloud.StartServicesAsync(options, cancellation);
            await cloud.CreateResourcesAsync(options, cancellation);
            return cloud;
        }
        catch
        {
            await cloud.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _s3?.Dispose();
        foreach (var part in Enumerable.Reverse(_parts))
            await part.DisposeAsync();
    }

    /// <summary>The router first, since moto must know its port; nobody calls what is behind it before all of it is there.</summary>
    private async Task StartServicesAsync(CloudOptions options, CancellationToken cancellation)
    {
        _router = Own(await ServiceRouter.StartAsync());
        _s3 = new AmazonS3Client(Access.Credentials, new AmazonS3Config
        {
            ServiceURL = Endpoint.GetLeftPart(UriPartial.Authority),
            ForcePathStyle = true,
            AuthenticationRegion = CloudNames.Region,
        });
        _emulator = Own(await EmulatorServer.StartAsync(EmulatorOptionsOf(options), TimeProvider.System, NullLoggerFactory.Instance, cancellation));
        _router.Add("medical-imaging", _emulator.Url);
        _router.AddRest(Own(await MotoProcess.StartAsync(Endpoint.Port)).Url);
    }

    private EmulatorOptions EmulatorOptionsOf(CloudOptions options) => new()
    {
        Folder = options.Folder,
        Buckets = new Dictionary<string, string>(),
        OtherBuckets = new[] { CloudNames.Bucket, CloudNames.ResultsBucket }.ToDictionary(name => name, IBucket (name) => new S3Bucket(_s3!, name)),
        Region = CloudNames.Region,
        AccountId = CloudNames.AccountId,
        Throttles = EmulatorThrottles.None,
        Delays = options.EmulatorDelays,
    };

    private async Task CreateResourcesAsync(CloudOptions options, CancellationToken cancellation)
    {
        await S3.PutBucketAsync(CloudNames.Bucket, cancellation);
        await S3.PutBucketAsync(CloudNames.ResultsBucket, cancellation);
        await DynamoDbTable.CreateAsync(Access, CloudNames.Table, TimeProvider.System, cancellation);
        var lambda = Own(await LambdaService.StartAsync(CloudNames.Region, CloudNames.AccountId, TimeProvider.System));
        _router!.Add("lambda", lambda.Url);
        using var workflow = new WorkflowResource(Endpoint);
        foreach (var task in workflow.Tasks)
        {
            var function = options.Function?.Invoke(task, Environment) ?? new FunctionOptions(task, task);
            _runtimeUrls[task] = await lambda.CreateFunctionAsync(function);
            workflow.Use(task, lambda.ArnOf(function.Name));
        }
        await workflow.CreateAsync(cancellation);
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
