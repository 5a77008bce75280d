using Amazon.Runtime;
using StoreScp.AwsCalls;
using StoreScp.HealthImaging;
using StoreScp.Lambda.Settings;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.DynamoDb;
using StoreScp.Storage.Aws.S3;
using StoreScp.Storage.Aws.StepFunctions;

namespace StoreScp.Lambda.Functions;

/// <summary>The ports on AWS, with the credentials of the function's role. Open as long as the process lives.</summary>
internal static class AwsPorts
{
    /// <exception cref="StoreScp.Storage.StorageSetupException">The ledger's table is not there, or not as it must be.</exception>
    /// <exception cref="StoreScp.Storage.StorageUnavailableException">DynamoDB does not answer.</exception>
    public static async Task<ImportPorts> OpenAsync(FunctionSettings settings, TimeProvider time, CancellationToken cancellation)
    {
        var credentials = new EnvironmentVariablesAWSCredentials();
        AwsAccess At(Uri? endpoint) => new(settings.Region, credentials, endpoint);

        var http = AwsHttp.CreateClient();
        var ledger = await DynamoDbLedger.OpenAsync(At(settings.DynamoDBEndpoint), new DynamoDbOptions { Table = settings.Table }, time, cancellation);
        return new ImportPorts
        {
            Batches = ledger.Batches,
            Leases = ledger.Batches,
            Ledger = ledger,
            Store = S3InstanceStore.Open(At(settings.S3Endpoint), new S3StorageOptions { Bucket = settings.Bucket, KmsKeyId = settings.KmsKeyId }, time),
            Output = S3ImportOutput.Open(At(settings.S3Endpoint), new S3StorageOptions { Bucket = settings.ResultsBucket }, time),
            HealthImaging = new HealthImagingClient(
                http, new HealthImagingOptions { Region = settings.Region, Endpoint = settings.HealthImagingEndpoint }, credentials, time),
            Workflows = settings.StateMachineArn is { } machine ? new StepFunctionsStarter(http, At(settings.StepFunctionsEndpoint), machine, time) : null,
        };
    }
}
