using Pulumi;
using Pulumi.Aws.CloudTrail.Inputs;
using StoreScp.Platform.Storage;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>Who read and wrote instances and results, object by object.</summary>
public static class AuditTrail
{
    public static void Create(ResourceNames names, Buckets buckets, Resource parent)
    {
        static TrailAdvancedEventSelectorFieldSelectorArgs Is(string field, string value)
        {
            var selector = new TrailAdvancedEventSelectorFieldSelectorArgs { Field = field };
            selector.Equals.Add(value);
            return selector;
        }

        _ = new Aws.CloudTrail.Trail(names.Of("audit"), new()
        {
            Name = names.Of("audit"),
            S3BucketName = buckets.Logs.Name,
            S3KeyPrefix = LogBucket.TrailPrefix,
            EnableLogFileValidation = true,
            IncludeGlobalServiceEvents = false,
            IsMultiRegionTrail = false,
            AdvancedEventSelectors =
            {
                new TrailAdvancedEventSelectorArgs
                {
                    Name = "Objects of instances and results",
                    FieldSelectors =
                    {
                        Is("eventCategory", "Data"),
                        Is("resources.type", "AWS::S3::Object"),
                        new TrailAdvancedEventSelectorFieldSelectorArgs { Field = "resources.ARN", StartsWiths = { Output.Format($"{buckets.Dicom.Arn}/"), Output.Format($"{buckets.Results.Arn}/") } },
                    },
                },
            },
            // CloudTrail tries to write when it begins: the bucket's policy must be there.
        }, new() { Parent = parent, DependsOn = { buckets.Logs }, DeleteBeforeReplace = true });
    }
}
