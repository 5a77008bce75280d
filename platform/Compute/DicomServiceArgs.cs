using Pulumi;
using StoreScp.Platform.Network;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform.Compute;

/// <summary>Where tasks run, behind what, and with whom they work.</summary>
public sealed record DicomServiceArgs
{
    public required PlatformSettings Settings { get; init; }

    public required SharedResources Shared { get; init; }

    public required NetworkPlace Place { get; init; }

    public required TrafficRules Traffic { get; init; }

    public required Output<string> TargetGroupArn { get; init; }

    public required Output<string> StateMachineArn { get; init; }
}
