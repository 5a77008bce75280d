using StoreScp.Cloud.Faults;

namespace StoreScp.Cloud.Scenario.Outages;

/// <summary>What goes wrong, and for how long.</summary>
/// <param name="Service">As its requests are signed.</param>
/// <param name="RefusesNothing">Instances are taken all the same.</param>
internal sealed record Outage(string Name, string Service, TimeSpan Duration, bool RefusesNothing, Action<FaultProxy> Begin, Action<FaultProxy> End)
{
    public static IReadOnlyList<Outage> All { get; } =
    [
        Gone("S3 gone", "s3", refusesNothing: false), Gone("DynamoDB gone", "dynamodb", refusesNothing: false), Gone("Step Functions gone", "states", refusesNothing: true),
        Silent("S3 silent", "s3"), Silent("DynamoDB silent", "dynamodb"),
    ];

    /// <param name="name">Of one; null for all.</param>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static IReadOnlyList<Outage> Named(string? name)
    {
        List<Outage> found = [.. All.Where(outage => name is null || outage.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count > 0 ? found : throw new InvalidOperationException($"'{name}' is none of: {string.Join(", ", All.Select(outage => outage.Name))}.");
    }

    private static Outage Gone(string name, string service, bool refusesNothing) =>
        new(name, service, TimeSpan.FromSeconds(60), refusesNothing, proxy => proxy.BeginOutage(service), proxy => proxy.EndOutage(service));

    /// <summary>Every request is held for 30 s before it reaches the service.</summary>
    private static Outage Silent(string name, string service)
    {
        var rules = FaultRules.Of((FaultKind.StallBeforeService, 1)) with { StallTime = TimeSpan.FromSeconds(30) };
        return new(name, service, TimeSpan.FromSeconds(30), RefusesNothing: false, proxy => proxy.Set(service, rules), proxy => proxy.Set(service, FaultRules.None));
    }
}
