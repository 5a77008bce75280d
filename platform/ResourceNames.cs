using StoreScp.Platform.Settings;

namespace StoreScp.Platform;

/// <summary>How resources are named. Explicit names only where something else refers to them; Pulumi appends seven digits to all other ones, so that they can be replaced.</summary>
public sealed class ResourceNames(EnvironmentSettings environment)
{
    /// <summary>Of everything of this environment.</summary>
    public string Prefix { get; } = $"storescp-{environment.Name}";

    public string Region { get; } = environment.Region;

    public string AccountId { get; } = environment.AccountId;

    /// <summary>The environment's folder in CloudWatch Logs.</summary>
    public string LogFolder { get; } = $"/storescp/{environment.Name}";

    /// <summary>Before the names of secrets.</summary>
    public string SecretsPrefix { get; } = $"storescp/{environment.Name}/";

    public string Of(string what) => $"{Prefix}-{what}";

    /// <summary>Buckets share one namespace with all of AWS.</summary>
    public string Bucket(string what) => $"{Prefix}-{AccountId}-{Region}-{what}";

    /// <summary>HealthImaging is in regions of the partition "aws" alone.</summary>
    public string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{AccountId}:{resource}";
}
