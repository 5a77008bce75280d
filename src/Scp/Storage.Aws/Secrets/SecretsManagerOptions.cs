namespace StoreScp.Storage.Aws.Secrets;

/// <summary>How secrets are named and how long they are kept.</summary>
public sealed record SecretsManagerOptions
{
    /// <summary>Before every name that is no ARN: <c>storescp/prod/</c> keeps environments in one account apart.</summary>
    public string NamePrefix { get; init; } = "";

    /// <summary>A secret that was read is given again without asking for this long.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>While the service is in trouble, a secret that was read is given for this long; a key does not go bad with the service that keeps it.</summary>
    public TimeSpan StaleTime { get; init; } = TimeSpan.FromHours(1);
}
