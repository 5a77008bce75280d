using Pulumi;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>A log group below the environment's folder, encrypted, kept for as long as the settings say.</summary>
public static class EncryptedLog
{
    public static Aws.CloudWatch.LogGroup Create(ResourceNames names, string what, PlatformSettings settings, Output<string> keyArn, Resource parent) =>
        new(names.Of($"log-{what.Replace('/', '-')}"), new()
        {
            Name = $"{names.LogFolder}/{what}",
            RetentionInDays = settings.Observability.LogRetentionDays,
            KmsKeyId = keyArn,
        }, new() { Parent = parent, DeleteBeforeReplace = true });
}
