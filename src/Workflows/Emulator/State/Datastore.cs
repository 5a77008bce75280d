namespace StoreScp.Emulator;

/// <summary>A data store (HealthImaging API DatastoreProperties).</summary>
/// <param name="Request">The request that created it, to tell a repeated client token from a reused one; null for the first one.</param>
internal sealed record Datastore(
    string Id, string Name, string Status, string? ClientToken, string? Request, string? KmsKeyArn, string? LambdaAuthorizerArn,
    string? LosslessStorageFormat, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public const string Active = "ACTIVE";
    public const string Deleted = "DELETED";
}
