using Pulumi;
using StoreScp.Platform.HealthImaging;
using StoreScp.Platform.Storage;

namespace StoreScp.Platform;

/// <summary>What both the server and the functions work on.</summary>
public sealed record SharedResources
{
    public required Output<string> KeyArn { get; init; }

    public required Buckets Buckets { get; init; }

    public required LedgerTable Ledger { get; init; }

    public required Datastores Datastores { get; init; }

    public required Output<string> DataAccessRoleArn { get; init; }
}
