using StoreScp.Storage.Aws.S3;

namespace StoreScp.Server.Settings;

/// <summary>Where AWS is, and what of it is ours. Credentials come from the environment: a task role, a profile, or keys.</summary>
internal sealed record AwsSettings
{
    public string? Region { get; init; }

    /// <summary>In place of every service's own address; null is AWS.</summary>
    public Uri? Endpoint { get; init; }

    public Uri? S3Endpoint { get; init; }

    public Uri? DynamoDBEndpoint { get; init; }

    public Uri? StepFunctionsEndpoint { get; init; }

    public Uri? SecretsManagerEndpoint { get; init; }

    public Uri? HealthImagingEndpoint { get; init; }

    public Uri? StsEndpoint { get; init; }

    /// <summary>The bucket of the objects.</summary>
    public string? Bucket { get; init; }

    /// <summary>The bucket that HealthImaging writes the results of its import jobs to.</summary>
    public string? ResultsBucket { get; init; }

    /// <summary>The DynamoDB table of the ledger.</summary>
    public string? Table { get; init; }

    /// <summary>The import workflow; null: instances are stored only.</summary>
    public string? StateMachineArn { get; init; }

    /// <summary>The role that HealthImaging takes to read objects and write results.</summary>
    public string? DataAccessRoleArn { get; init; }

    /// <summary>Id or ARN of the key that objects are encrypted with; null: as the bucket says.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Before the name of every secret in Secrets Manager.</summary>
    public string SecretsPrefix { get; init; } = "storescp/";

    public S3Checksum Checksum { get; init; } = S3Checksum.Crc64Nvme;

    /// <summary>A longer object is uploaded in parts of this size.</summary>
    public long PartBytes { get; init; } = 8L << 20;

    /// <summary>All memory for bytes on their way to S3.</summary>
    public long PartMemoryBytes { get; init; } = 256L << 20;

    /// <summary>The address of a service, where it is not AWS.</summary>
    public Uri? EndpointOf(Uri? own) => own ?? Endpoint;
}
