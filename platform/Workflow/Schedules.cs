using Pulumi;
using Pulumi.Aws.Scheduler.Inputs;
using StoreScp.Platform.Access;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Workflow;

/// <summary>Sweep and dispatcher on a schedule, for the time when no server runs.</summary>
public sealed class Schedules : ComponentResource
{
    private static readonly (string Handler, string Rate)[] All = [("Sweep", "rate(5 minutes)"), ("Dispatch", "rate(1 minute)")];

    public Schedules(
        ResourceNames names, PlatformSettings settings, Output<string> keyArn, ImportFunctions functions, Output<string> deadLetterArn, Resource machine,
        ComponentResourceOptions? options = null)
        : base("storescp:workflow:Schedules", names.Of("schedules"), options)
    {
        var role = new ServiceRole(names.Of("schedules"), new()
        {
            Description = "Schedules: call Sweep and Dispatch",
            Service = "scheduler.amazonaws.com",
            TrustConditions =
            [
                new("StringEquals", "aws:SourceAccount", names.AccountId),
                new("ArnLike", "aws:SourceArn", names.Arn("scheduler", "schedule-group/default")),
            ],
            Statements =
            [
                new("Functions", ["lambda:InvokeFunction"], [.. All.Select(schedule => (Input<string>)functions.Arns[schedule.Handler])]),
                DeadLetters.Send(deadLetterArn),
                Grants.UseKey(keyArn),
            ],
            PermissionsBoundaryArn = settings.Environment.PermissionsBoundaryArn,
        }, new() { Parent = this });
        foreach (var (handler, rate) in All)
        {
            _ = new Aws.Scheduler.Schedule(names.Of(handler), new()
            {
                Description = $"StoreSCP: {handler}",
                ScheduleExpression = rate,
                FlexibleTimeWindow = new ScheduleFlexibleTimeWindowArgs { Mode = "OFF" },
                KmsKeyArn = keyArn,
                Target = new ScheduleTargetArgs
                {
                    Arn = functions.Arns[handler],
                    RoleArn = role.Arn,
                    Input = "{}",
                    RetryPolicy = new ScheduleTargetRetryPolicyArgs { MaximumRetryAttempts = 2, MaximumEventAgeInSeconds = 300 },
                    DeadLetterConfig = new ScheduleTargetDeadLetterConfigArgs { Arn = deadLetterArn },
                },
                // A call before the state machine is there would end as a dead letter.
            }, new() { Parent = this, DependsOn = { machine } });
        }
        RegisterOutputs();
    }
}
