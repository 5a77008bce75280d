using Pulumi;
using StoreScp.Platform.Access;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Keys;

/// <summary>The one key that everything of the environment is encrypted with, and who may use it.</summary>
public sealed class EnvironmentKey : ComponentResource
{
    public EnvironmentKey(ResourceNames names, EnvironmentSettings environment, ComponentResourceOptions? options = null)
        : base("storescp:keys:EnvironmentKey", names.Of("key"), options)
    {
        var key = new Aws.Kms.Key(names.Of("key"), new()
        {
            Description = $"Everything of {names.Prefix}",
            EnableKeyRotation = true,
            DeletionWindowInDays = environment.ProtectData ? 30 : 7,
            Policy = PolicyDocument.Of(KeyPolicy(names)),
        }, new() { Parent = this, Protect = environment.ProtectData, RetainOnDelete = environment.ProtectData });
        _ = new Aws.Kms.Alias(names.Of("key"), new() { Name = $"alias/{names.Prefix}", TargetKeyId = key.KeyId }, new() { Parent = this });
        Arn = key.Arn;
        RegisterOutputs();
    }

    public Output<string> Arn { get; }

    private static IReadOnlyList<Statement> KeyPolicy(ResourceNames names)
    {
        // In a key's policy "*" is this key.
        Input<string>[] thisKey = ["*"];
        var fromHere = new Condition("StringEquals", "aws:SourceAccount", names.AccountId);
        return
        [
            // Without it nobody could ever change the key again; it lets the account's IAM policies decide.
            new("AccountDecides", ["kms:*"], thisKey) { Principal = ("AWS", $"arn:aws:iam::{names.AccountId}:root") },
            new("Logs", ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"], thisKey)
            {
                Principal = ("Service", $"logs.{names.Region}.amazonaws.com"),
                Conditions = [new("ArnLike", "kms:EncryptionContext:aws:logs:arn", names.Arn("logs", $"log-group:{names.LogFolder}/*"))],
            },
            // The data of executions is encrypted, and log delivery reads it.
            new("WorkflowLogs", ["kms:Decrypt"], thisKey) { Principal = ("Service", "delivery.logs.amazonaws.com"), Conditions = [fromHere] },
            new("Alarms", ["kms:Decrypt", "kms:GenerateDataKey"], thisKey) { Principal = ("Service", "cloudwatch.amazonaws.com"), Conditions = [fromHere] },
            new("Datastores", ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"], thisKey)
            {
                Principal = ("Service", "medical-imaging.amazonaws.com"),
                // HealthImaging puts the key itself into the context of what it encrypts.
                Conditions = [new("StringLike", "kms:EncryptionContext:kms-arn", names.Arn("kms", "key/*"))],
            },
            .. FargateStorage(names, thisKey),
        ];
    }

    /// <summary>The disks of tasks, of our cluster alone.</summary>
    private static IEnumerable<Statement> FargateStorage(ResourceNames names, IReadOnlyList<Input<string>> thisKey)
    {
        var cluster = new[]
        {
            new Condition("StringEquals", "kms:EncryptionContext:aws:ecs:clusterAccount", names.AccountId),
            new Condition("StringEquals", "kms:EncryptionContext:aws:ecs:clusterName", names.Prefix),
        };
        var fargate = ("Service", "fargate.amazonaws.com");
        yield return new("TaskStorage", ["kms:GenerateDataKeyWithoutPlaintext"], thisKey) { Principal = fargate, Conditions = cluster };
        yield return new("TaskStorageGrants", ["kms:CreateGrant"], thisKey)
        {
            Principal = fargate,
            Conditions = [.. cluster, new("ForAllValues:StringEquals", "kms:GrantOperations", "Decrypt")],
        };
    }
}
