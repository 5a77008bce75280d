using Pulumi;
using StoreScp.Platform.Access;

namespace StoreScp.Platform.Workflow;

/// <summary>What one function may do: the ledger, the key and its own log, and what its row in <see cref="ImportFunction.All"/> says.</summary>
public static class FunctionGrants
{
    public static IReadOnlyList<Statement> Of(ImportFunction function, ResourceNames names, SharedResources shared, Output<string> logGroupArn, bool isTraced)
    {
        List<Statement> statements =
        [
            Grants.WriteLogs("Log", Output.Format($"{logGroupArn}:*")),
            .. Grants.Ledger(shared.Ledger.Arn, shared.Ledger.Indexes),
            Grants.UseKey(shared.KeyArn),
        ];
        if (function.HandlesInstances)
            statements.AddRange(Grants.Instances(shared.Buckets.Dicom.Arn, shared.Buckets.Dicom.Objects));
        if (function.ReadsResults)
            statements.AddRange(Grants.ReadResults(shared.Buckets.Results.Arn, shared.Buckets.Results.Objects));
        if (function.HealthImagingActions.Count > 0)
            statements.Add(new("HealthImaging", function.HealthImagingActions, [.. shared.Datastores.Arns.Select(arn => (Input<string>)arn)]));
        if (function.PassesRole)
            statements.Add(new("HandOverRole", ["iam:PassRole"], [shared.DataAccessRoleArn])
            {
                Conditions = [new("StringEquals", "iam:PassedToService", "medical-imaging.amazonaws.com")],
            });
        if (function.StartsWorkflows)
            statements.AddRange(Grants.StartWorkflow(ImportWorkflow.StateMachineArn(names), ImportWorkflow.Executions(names)));
        if (isTraced)
            statements.Add(Tracing());
        return statements;
    }

    /// <summary>X-Ray knows no resources.</summary>
    public static Statement Tracing() => new("Tracing", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], ["*"]);
}
