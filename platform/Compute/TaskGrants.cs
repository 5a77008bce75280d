using System.Text.RegularExpressions;
using Pulumi;
using StoreScp.Platform.Access;
using StoreScp.Platform.Settings;
using StoreScp.Platform.Workflow;

namespace StoreScp.Platform.Compute;

/// <summary>What the server may do (docs/operations.md), and what ECS may do to start it.</summary>
public static partial class TaskGrants
{
    public static IReadOnlyList<Statement> OfServer(ResourceNames names, PlatformSettings settings, SharedResources shared)
    {
        List<Statement> statements =
        [
            .. Grants.Ledger(shared.Ledger.Arn, shared.Ledger.Indexes),
            .. Grants.Instances(shared.Buckets.Dicom.Arn, shared.Buckets.Dicom.Objects),
            .. Grants.ReadResults(shared.Buckets.Results.Arn, shared.Buckets.Results.Objects),
            Grants.UseKey(shared.KeyArn),
            .. Grants.StartWorkflow(ImportWorkflow.StateMachineArn(names), ImportWorkflow.Executions(names)),
            new("HealthImaging", ["medical-imaging:GetDatastore", "medical-imaging:GetDICOMImportJob", "medical-imaging:ListDICOMImportJobs"],
                [.. shared.Datastores.Arns.Select(arn => (Input<string>)arn)]),
            // Scale-in must not end a task that has an association or an open batch.
            new("TaskProtection", ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"], [names.Arn("ecs", $"task/{names.Prefix}/*")]),
            .. ReadCertificate(names, settings.Ingress),
        ];
        if (settings.Plugins.Plugins.Count > 0)
        {
            statements.Add(new("Plugins", ["s3:GetObjectVersion"],
                [.. settings.Plugins.Plugins.Select(plugin => (Input<string>)Output.Format($"{shared.Buckets.Plugins.Arn}/{plugin.Key}"))]));
            statements.Add(new("PluginsBucket", ["s3:ListBucketVersions"], [shared.Buckets.Plugins.Arn]));
        }
        // Secrets Manager puts a hyphen and six characters behind a name.
        if (settings.Plugins.SecretNames.Any())
            statements.Add(new("Secrets", ["secretsmanager:GetSecretValue"],
                [.. settings.Plugins.SecretNames.Select(secret => (Input<string>)names.Arn("secretsmanager", $"secret:{names.SecretsPrefix}{secret}-??????"))]));
        return statements;
    }

    public static IReadOnlyList<Statement> OfStart(TaskSettings task, Output<string> logGroupArn)
    {
        List<Statement> statements = [Grants.WriteLogs("Log", Output.Format($"{logGroupArn}:*"))];
        Input<string>[] repositories = [.. new[] { task.Image, task.VolumeImage }.Select(Repository).OfType<string>().Distinct().Select(arn => (Input<string>)arn)];
        if (repositories.Length > 0)
        {
            statements.Add(new("Image", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"], repositories));
            // A token for all repositories: the action knows no resources.
            statements.Add(new("ImageToken", ["ecr:GetAuthorizationToken"], ["*"]));
        }
        return statements;
    }

    /// <summary>The server reads its certificate itself, and again when it changes.</summary>
    private static IEnumerable<Statement> ReadCertificate(ResourceNames names, IngressSettings ingress)
    {
        if (ingress.ServerHasTls)
            yield return new("Certificate", ["secretsmanager:GetSecretValue"], [.. ingress.SecretArns.Select(arn => (Input<string>)arn)]);
        if (ingress.SecretsKeyArn.Length > 0)
            yield return new("CertificateKey", ["kms:Decrypt"], [ingress.SecretsKeyArn])
            {
                Conditions = [new("StringEquals", "kms:ViaService", $"secretsmanager.{names.Region}.amazonaws.com")],
            };
    }

    /// <summary>The ARN of an image's repository in Amazon ECR; null for any other registry.</summary>
    private static string? Repository(string image) => EcrImage().Match(image) is { Success: true, Groups: var parts }
        ? $"arn:aws:ecr:{parts["region"]}:{parts["account"]}:repository/{parts["name"]}"
        : null;

    [GeneratedRegex(@"\A(?<account>[0-9]{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com/(?<name>[^:@]+)[:@]")]
    private static partial Regex EcrImage();
}
