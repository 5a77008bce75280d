using Pulumi;

namespace StoreScp.Platform.Network;

/// <summary>Where load balancer and tasks are, whether the VPC is new or not.</summary>
public sealed record NetworkPlace
{
    public required Input<string> VpcId { get; init; }

    /// <summary>Empty where an existing VPC has none for us.</summary>
    public required IReadOnlyList<Input<string>> PublicSubnetIds { get; init; }

    public required IReadOnlyList<Input<string>> PrivateSubnetIds { get; init; }

    /// <summary>Tasks have addresses of their own, in public subnets.</summary>
    public required bool TasksArePublic { get; init; }

    public IReadOnlyList<Input<string>> TaskSubnetIds => TasksArePublic ? PublicSubnetIds : PrivateSubnetIds;

    /// <summary>Has all routes and endpoints when it is there; null: they are the site's.</summary>
    public Resource? Ways { get; init; }

    /// <summary>Of S3 and DynamoDB, where nothing else is reached but endpoints; null: tasks may speak HTTPS with anybody.</summary>
    public IReadOnlyList<Input<string>>? PrefixListIds { get; init; }

    /// <summary>Of the interface endpoints; null: there are none.</summary>
    public Input<string>? EndpointSecurityGroupId { get; init; }
}
