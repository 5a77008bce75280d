using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using StoreScp.Server.Settings;
using StoreScp.Storage;
using StoreScp.Storage.Aws;

namespace StoreScp.Server.Hosting;

/// <summary>Who we are at AWS, and where its services are.</summary>
internal sealed class AwsConnections(AwsSettings settings)
{
    private readonly AWSCredentials _credentials = FindCredentials();

    public string Region => settings.Region!;

    public AwsAccess S3 => Access(settings.S3Endpoint);

    public AwsAccess DynamoDB => Access(settings.DynamoDBEndpoint);

    public AwsAccess StepFunctions => Access(settings.StepFunctionsEndpoint);

    public AwsAccess SecretsManager => Access(settings.SecretsManagerEndpoint);

    public AwsAccess HealthImaging => Access(settings.HealthImagingEndpoint);

    public AwsAccess Sts => Access(settings.StsEndpoint);

    private AwsAccess Access(Uri? own) => new(Region, _credentials, settings.EndpointOf(own));

    /// <summary>The SDK's chain: environment, profile, web identity, container, instance.</summary>
    private static AWSCredentials FindCredentials()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException e)
        {
            throw new StorageSetupException(
                "Storage:Provider is Aws, but there are no AWS credentials: run with a task role, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.", e);
        }
    }
}
