using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The SDK's client as the ledger wants it: it never tries again by itself, since <see cref="DynamoDbOperation"/> does so within a budget.</summary>
internal static class DynamoDbClient
{
    public static AmazonDynamoDBClient Create(AwsAccess access, DynamoDbOptions options, HttpClientFactory? http = null)
    {
        var config = new AmazonDynamoDBConfig
        {
            MaxErrorRetry = 0,
            HttpClientFactory = http,
            MaxConnectionsPerServer = options.MaximumConnections,
            // The operation's own deadline ends an attempt; this one must not be before it.
            Timeout = options.AttemptTimeout + TimeSpan.FromSeconds(5),
        };
        if (access.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = access.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(access.Region);
        }
        return new AmazonDynamoDBClient(access.Credentials, config);
    }
}
