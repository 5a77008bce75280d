namespace StoreScp.HealthImaging;

/// <summary>What HealthImaging API StartDICOMImportJob takes.</summary>
public sealed record StartDICOMImportJobRequest
{
    public required string DatastoreId { get; init; }

    /// <summary>1–64 characters; also told by events and lists, so that a job is found by it.</summary>
    public string? JobName { get; init; }

    /// <summary>1–64 characters. HealthImaging starts one job per token.</summary>
    public required string ClientToken { get; init; }

    /// <summary>The role that HealthImaging takes to read the input and to write the output.</summary>
    public required string DataAccessRoleArn { get; init; }

    /// <summary>A prefix, with its final <c>/</c>: without it, neighbours that begin alike are imported too.</summary>
    public required string InputS3Uri { get; init; }

    public required string OutputS3Uri { get; init; }

    /// <summary>Twelve digits, when the input bucket is another account's.</summary>
    public string? InputOwnerAccountId { get; init; }

    internal void Validate()
    {
        MemberPatterns.DatastoreId.Require(DatastoreId);
        MemberPatterns.JobName.RequireIfPresent(JobName);
        MemberPatterns.ClientToken.Require(ClientToken);
        MemberPatterns.RoleArn.Require(DataAccessRoleArn);
        MemberPatterns.S3Uri.Require(InputS3Uri);
        MemberPatterns.S3Uri.Require(OutputS3Uri);
        MemberPatterns.AwsAccountId.RequireIfPresent(InputOwnerAccountId);
    }
}
