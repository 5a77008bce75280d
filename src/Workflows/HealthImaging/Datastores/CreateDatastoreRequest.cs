namespace StoreScp.HealthImaging;

/// <summary>What we give to HealthImaging API CreateDatastore.</summary>
public sealed record CreateDatastoreRequest
{
    public string? DatastoreName { get; init; }

    /// <summary>1–64 characters. HealthImaging makes one data store per token.</summary>
    public required string ClientToken { get; init; }

    internal void Validate()
    {
        MemberPatterns.DatastoreName.RequireIfPresent(DatastoreName);
        MemberPatterns.ClientToken.Require(ClientToken);
    }
}
