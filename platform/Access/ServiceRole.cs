using Pulumi;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Access;

/// <summary>A role for one thing, with one policy of its own.</summary>
public sealed class ServiceRole : ComponentResource
{
    public ServiceRole(string name, ServiceRoleArgs args, ComponentResourceOptions? options = null)
        : base("storescp:access:ServiceRole", name, options)
    {
        var role = new Aws.Iam.Role(name, new()
        {
            Description = args.Description,
            AssumeRolePolicy = PolicyDocument.Of(new Statement("Trust", ["sts:AssumeRole"], [])
            {
                Principal = ("Service", args.Service),
                Conditions = args.TrustConditions,
            }),
            PermissionsBoundary = args.PermissionsBoundaryArn.Length > 0 ? args.PermissionsBoundaryArn : (Input<string>?)null,
        }, new() { Parent = this });
        // A service that starts with the role before its policy is there would fail for a moment: whoever needs both waits for this component.
        var policy = new Aws.Iam.RolePolicy(name, new() { Role = role.Name, Policy = PolicyDocument.Of(args.Statements) }, new() { Parent = this });
        Arn = Output.Tuple(role.Arn, policy.Name).Apply(both => both.Item1);
        RegisterOutputs();
    }

    /// <summary>Known when role and policy are there.</summary>
    public Output<string> Arn { get; }
}
