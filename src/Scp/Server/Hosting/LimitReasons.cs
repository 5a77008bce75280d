using StoreScp.Receiving.Memory;
using StoreScp.Server.Admin;
using StoreScp.Server.Listening;

namespace StoreScp.Server.Hosting;

/// <summary>The limits of the server itself, as reasons of /health/ready.</summary>
internal static class LimitReasons
{
    public static IEnumerable<IHealthReason> Of(PendingConnections pending, AssociationPlaces places, MemoryBudget budget) =>
    [
        new LimitReason(() => places.Count >= places.Maximum ? $"Scp:MaximumAssociations ({places.Maximum}) is reached" : null),
        new LimitReason(() => pending.Count >= pending.Maximum ? $"Scp:MaximumPendingConnections ({pending.Maximum}) is reached" : null),
        new LimitReason(() => budget.WaiterCount > 0 ? $"Limits:MemoryBudgetBytes is used up; {budget.WaiterCount} connections wait" : null),
    ];
}
