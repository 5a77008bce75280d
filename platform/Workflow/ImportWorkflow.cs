using Pulumi;
using Pulumi.Aws.Sfn.Inputs;
using StoreScp.Platform.Access;
using StoreScp.Platform.Observability;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Workflow;

/// <summary>The import workflow: its functions, the state machine, and the schedules of sweep and dispatcher.</summary>
public sealed class ImportWorkflow : ComponentResource
{
    public ImportWorkflow(ResourceNames names, PlatformSettings settings, SharedResources shared, string definition, ComponentResourceOptions? options = null)
        : base("storescp:workflow:ImportWorkflow", names.Of("workflow"), options)
    {
        var deadLetters = DeadLetters.Create(names, shared.KeyArn, this);
        Functions = new ImportFunctions(names, settings, shared, deadLetters.Arn, new() { Parent = this });
        var log = EncryptedLog.Create(names, "workflow", settings, shared.KeyArn, this);
        var tasks = ImportFunction.All.Where(function => function.IsTask).Select(function => (Input<string>)Functions.Arns[function.Handler]).ToList();
        var role = new ServiceRole(names.Of("workflow"), new()
        {
            Description = "The import workflow: calls its functions",
            Service = "states.amazonaws.com",
            TrustConditions = [new("StringEquals", "aws:SourceAccount", names.AccountId), new("ArnLike", "aws:SourceArn", StateMachineArn(names))],
            Statements = [new("Tasks", ["lambda:InvokeFunction"], tasks), Grants.UseKey(shared.KeyArn), DeliverLogs(), .. settings.Workflow.Tracing ? [Traces()] : Array.Empty<Statement>()],
            PermissionsBoundaryArn = settings.Environment.PermissionsBoundaryArn,
        }, new() { Parent = this });
        var machine = new Aws.Sfn.StateMachine(names.Of("import"), new()
        {
            Name = names.Of("import"),
            Type = "STANDARD",
            Definition = WorkflowDefinition.Of(definition, Functions.Arns),
            RoleArn = role.Arn,
            // Without data: states hold ids and UIDs, which the ledger has, too.
            LoggingConfiguration = new StateMachineLoggingConfigurationArgs { Level = "ERROR", IncludeExecutionData = false, LogDestination = Output.Format($"{log.Arn}:*") },
            TracingConfiguration = new StateMachineTracingConfigurationArgs { Enabled = settings.Workflow.Tracing },
            EncryptionConfiguration = new StateMachineEncryptionConfigurationArgs { Type = "CUSTOMER_MANAGED_KMS_KEY", KmsKeyId = shared.KeyArn, KmsDataKeyReusePeriodSeconds = 300 },
        }, new() { Parent = this, DeleteBeforeReplace = true });
        MachineArn = machine.Arn;
        DeadLetterName = deadLetters.Name;
        _ = new Schedules(names, settings, shared.KeyArn, Functions, deadLetters.Arn, machine, new() { Parent = this });
        RegisterOutputs();
    }

    public ImportFunctions Functions { get; }

    public Output<string> MachineArn { get; }

    public Output<string> DeadLetterName { get; }

    /// <summary>Known before the state machine is: functions that start it need it, and are there before it.</summary>
    public static string StateMachineArn(ResourceNames names) => names.Arn("states", $"stateMachine:{names.Of("import")}");

    public static string Executions(ResourceNames names) => names.Arn("states", $"execution:{names.Of("import")}:*");

    /// <summary>Step Functions sets the delivery up itself, and these actions know no resources.</summary>
    private static Statement DeliverLogs() => new("DeliverLogs",
        [
            "logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries",
            "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups",
        ],
        ["*"]);

    private static Statement Traces() => new("Tracing",
        ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"], ["*"]);
}
