using Pulumi;
using StoreScp.Platform.Access;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Workflow;

/// <summary>Where scheduled calls end that failed, for two weeks; an alarm looks at it.</summary>
public static class DeadLetters
{
    private const int TwoWeeks = 14 * 24 * 60 * 60;

    public static Aws.Sqs.Queue Create(ResourceNames names, Output<string> keyArn, Resource parent)
    {
        var queue = new Aws.Sqs.Queue(names.Of("dead-letters"), new() { Name = names.Of("dead-letters"), KmsMasterKeyId = keyArn, MessageRetentionSeconds = TwoWeeks }, new() { Parent = parent });
        _ = new Aws.Sqs.QueuePolicy(names.Of("dead-letters"), new()
        {
            QueueUrl = queue.Url,
            Policy = PolicyDocument.Of(new Statement("TlsOnly", ["sqs:*"], [queue.Arn])
            {
                IsDenied = true,
                Principal = ("*", "*"),
                Conditions = [new("Bool", "aws:SecureTransport", "false")],
            }),
        }, new() { Parent = parent });
        return queue;
    }

    public static Statement Send(Output<string> queueArn) => new("DeadLetters", ["sqs:SendMessage"], [queueArn]);
}
