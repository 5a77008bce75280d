using Pulumi;

namespace StoreScp.Platform.Access;

/// <summary>What a thing of ours may do with another, as docs/operations.md and docs/ledger.md say that it needs it.</summary>
public static class Grants
{
    /// <summary>Everything that the ledger does with its table.</summary>
    public static IReadOnlyList<Statement> Ledger(Input<string> tableArn, Input<string> indexes) =>
    [
        new("Ledger",
            [
                "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem",
                "dynamodb:Query", "dynamodb:Scan",
            ],
            [tableArn]),
        new("LedgerIndexes", ["dynamodb:Query"], [indexes]),
    ];

    /// <summary>To read, write, move and remove instances.</summary>
    public static IReadOnlyList<Statement> Instances(Input<string> bucketArn, Input<string> objects) =>
    [
        new("Instances", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], [objects]),
        new("InstancesBucket", ["s3:ListBucket", "s3:ListBucketMultipartUploads"], [bucketArn]),
    ];

    public static IReadOnlyList<Statement> ReadResults(Input<string> bucketArn, Input<string> objects) =>
    [
        new("Results", ["s3:GetObject"], [objects]),
        new("ResultsBucket", ["s3:ListBucket"], [bucketArn]),
    ];

    public static Statement UseKey(Input<string> keyArn) => new("Key", ["kms:Decrypt", "kms:GenerateDataKey"], [keyArn]);

    public static IReadOnlyList<Statement> StartWorkflow(Input<string> stateMachineArn, Input<string> executions) =>
    [
        new("StartWorkflow", ["states:StartExecution"], [stateMachineArn]),
        new("LookAtExecutions", ["states:DescribeExecution"], [executions]),
    ];

    public static Statement WriteLogs(string sid, Input<string> streams) => new(sid, ["logs:CreateLogStream", "logs:PutLogEvents"], [streams]);
}
