using StoreScp.Import;

namespace StoreScp.Lambda.Settings;

/// <summary>What a function needs to know, from its environment: <c>STORESCP__Aws__Bucket</c> is the server's setting <c>Aws:Bucket</c>.</summary>
internal sealed record FunctionSettings
{
    public required string Region { get; init; }

    /// <summary>In place of the services' own addresses, for a stand-in; null is AWS.</summary>
    public Uri? S3Endpoint { get; init; }

    public Uri? DynamoDBEndpoint { get; init; }

    public Uri? StepFunctionsEndpoint { get; init; }

    public Uri? HealthImagingEndpoint { get; init; }

    /// <summary>Of the instances.</summary>
    public required string Bucket { get; init; }

    /// <summary>Where HealthImaging writes what became of its jobs.</summary>
    public required string ResultsBucket { get; init; }

    /// <summary>The ledger in DynamoDB.</summary>
    public required string Table { get; init; }

    /// <summary>The import workflow. Null in functions that are its Tasks: it is made after them.</summary>
    public string? StateMachineArn { get; init; }

    /// <summary>The key that objects are encrypted with; null: as the bucket says.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The site's routes into data stores: id → name. Empty: there is only the built-in one.</summary>
    public IReadOnlyDictionary<string, string> RouteNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Value of the dimension Environment of metrics; null: none.</summary>
    public string? MetricsEnvironment { get; init; }

    public required ImportOptions Import { get; init; }
}
