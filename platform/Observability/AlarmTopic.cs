using Pulumi;
using StoreScp.Platform.Access;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>Where alarms go, and who hears of them.</summary>
public static class AlarmTopic
{
    public static Aws.Sns.Topic Create(ResourceNames names, ObservabilitySettings settings, Output<string> keyArn, Resource parent)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var topic = new Aws.Sns.Topic(names.Of("alarms"), new() { Name = names.Of("alarms"), KmsMasterKeyId = keyArn }, child);
        _ = new Aws.Sns.TopicPolicy(names.Of("alarms"), new()
        {
            Arn = topic.Arn,
            Policy = PolicyDocument.Of(
                new Statement("Alarms", ["sns:Publish"], [topic.Arn])
                {
                    Principal = ("Service", "cloudwatch.amazonaws.com"),
                    Conditions = [new("StringEquals", "aws:SourceAccount", names.AccountId)],
                },
                new Statement("TlsOnly", ["sns:Publish"], [topic.Arn])
                {
                    IsDenied = true,
                    Principal = ("*", "*"),
                    Conditions = [new("Bool", "aws:SecureTransport", "false")],
                }),
        }, child);
        foreach (var (index, email) in settings.AlarmEmails.Index())
            _ = new Aws.Sns.TopicSubscription(names.Of($"alarms-{index}"), new() { Topic = topic.Arn, Protocol = "email", Endpoint = email }, child);
        return topic;
    }
}
