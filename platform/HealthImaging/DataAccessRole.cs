using Pulumi;
using StoreScp.Platform.Access;
using StoreScp.Platform.Storage;

namespace StoreScp.Platform.HealthImaging;

/// <summary>The role that HealthImaging takes for an import job: reads instances, writes results, for our data stores alone.</summary>
public static class DataAccessRole
{
    public static ServiceRole Create(
        ResourceNames names, Datastores datastores, Buckets buckets, Output<string> keyArn, string permissionsBoundaryArn, ComponentResourceOptions options) =>
        new(names.Of("data-access"), new()
        {
            Description = "HealthImaging: reads instances and writes results of import jobs",
            Service = "medical-imaging.amazonaws.com",
            TrustConditions =
            [
                new("StringEquals", "aws:SourceAccount", names.AccountId),
                new("ArnLike", "aws:SourceArn", [.. datastores.Arns.Select(arn => (Input<string>)arn)]),
            ],
            Statements =
            [
                new("Buckets", ["s3:ListBucket", "s3:GetEncryptionConfiguration"], [buckets.Dicom.Arn, buckets.Results.Arn]),
                // Batches only: quarantine and what is forwarded is none of HealthImaging's.
                new("Instances", ["s3:GetObject"], [Output.Format($"{buckets.Dicom.Arn}/import/*")]),
                new("Results", ["s3:PutObject"], [buckets.Results.Objects]),
                Grants.UseKey(keyArn),
            ],
            PermissionsBoundaryArn = permissionsBoundaryArn,
        }, options);
}
