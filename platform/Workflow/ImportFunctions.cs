using Pulumi;
using Pulumi.Aws.Lambda.Inputs;
using StoreScp.Platform.Access;
using StoreScp.Platform.Observability;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Workflow;

/// <summary>The functions of the zip, each with a role of its own. Outside the VPC: they speak with services of AWS alone, which know them by their role.</summary>
public sealed class ImportFunctions : ComponentResource
{
    private readonly ResourceNames _names;
    private readonly PlatformSettings _settings;
    private readonly SharedResources _shared;
    private readonly Dictionary<string, Output<string>> _arns = [];
    private readonly Dictionary<string, Output<string>> _physicalNames = [];

    public ImportFunctions(ResourceNames names, PlatformSettings settings, SharedResources shared, Output<string> deadLetterArn, ComponentResourceOptions? options = null)
        : base("storescp:workflow:ImportFunctions", names.Of("functions"), options)
    {
        (_names, _settings, _shared) = (names, settings, shared);
        foreach (var function in ImportFunction.All)
        {
            var deployed = Deploy(function, deadLetterArn);
            _arns[function.Handler] = deployed.Arn;
            _physicalNames[function.Handler] = deployed.Name;
        }
        RegisterOutputs();
    }

    /// <summary>By handler.</summary>
    public IReadOnlyDictionary<string, Output<string>> Arns => _arns;

    public IReadOnlyDictionary<string, Output<string>> PhysicalNames => _physicalNames;

    private Aws.Lambda.Function Deploy(ImportFunction function, Output<string> deadLetterArn)
    {
        var name = _names.Of(function.Handler);
        var log = EncryptedLog.Create(_names, $"functions/{function.Handler}", _settings, _shared.KeyArn, this);
        var statements = FunctionGrants.Of(function, _names, _shared, log.Arn, _settings.Workflow.Tracing);
        var role = new ServiceRole(name, new()
        {
            Description = $"Function {function.Handler}",
            Service = "lambda.amazonaws.com",
            TrustConditions = [],
            Statements = function.IsTask ? statements : [.. statements, DeadLetters.Send(deadLetterArn)],
            PermissionsBoundaryArn = _settings.Environment.PermissionsBoundaryArn,
        }, new() { Parent = this });
        var variables = ServerVariables.Shared(_settings, _shared);
        if (function.StartsWorkflows)
            variables["Aws:StateMachineArn"] = ImportWorkflow.StateMachineArn(_names);
        var deployed = new Aws.Lambda.Function(name, new()
        {
            Description = $"StoreSCP: {function.Handler}",
            Handler = function.Handler,
            Runtime = Aws.Lambda.Runtime.CustomAL2023,
            Architectures = { _settings.Task.Architecture == CpuArchitecture.Arm64 ? "arm64" : "x86_64" },
            // Pulumi takes relative paths from the folder of the program.
            Code = new FileArchive(Path.Combine("..", _settings.Workflow.LambdaZip)),
            Role = role.Arn,
            Timeout = function.TimeoutSeconds,
            MemorySize = function.MemoryMiB,
            KmsKeyArn = _shared.KeyArn,
            Environment = new FunctionEnvironmentArgs { Variables = ServerVariables.ToMap(variables) },
            LoggingConfig = new FunctionLoggingConfigArgs { LogFormat = "JSON", LogGroup = log.Name },
            TracingConfig = new FunctionTracingConfigArgs { Mode = _settings.Workflow.Tracing ? "Active" : "PassThrough" },
        }, new() { Parent = this });
        if (!function.IsTask)
            KeepFailedCalls(name, deployed, deadLetterArn);
        return deployed;
    }

    private void KeepFailedCalls(string name, Aws.Lambda.Function function, Output<string> deadLetterArn) =>
        _ = new Aws.Lambda.FunctionEventInvokeConfig(name, new()
        {
            FunctionName = function.Name,
            // The next run of the schedule is the retry.
            MaximumRetryAttempts = 0,
            MaximumEventAgeInSeconds = 300,
            DestinationConfig = new FunctionEventInvokeConfigDestinationConfigArgs
            {
                OnFailure = new FunctionEventInvokeConfigDestinationConfigOnFailureArgs { Destination = deadLetterArn },
            },
        }, new() { Parent = this });
}
