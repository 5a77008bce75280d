using System.Collections.Concurrent;

namespace StoreScp.Storage.Aws.DynamoDb;

/// <summary>The days that lists exist of, the destinations that something was ever queued for, and odd batches: few entries, written by each process once, before the first item of theirs.</summary>
internal sealed class LedgerRegister(LedgerReads reads)
{
    public const string Batches = "D#";
    public const string Instances = "N#";
    public const string Forwards = "X#";
    public const string Destinations = "A#";

    /// <summary>Batches with an instance that came longer after them, or before, than <see cref="LedgerDays"/> looks: by the day of the instance.</summary>
    public const string Strays = "E#";

    private const string Partition = "REGISTER";

    // One entry for each day that the process runs, and for each destination.
    private readonly ConcurrentDictionary<string, bool> _written = new(StringComparer.Ordinal);

    public async ValueTask EnsureAsync(DynamoDbOperation operation, string kind, string entry)
    {
        var sk = kind + entry;
        if (_written.ContainsKey(sk))
            return;
        await operation.PutAsync(LedgerKeys.Of(Partition, sk));
        _written.TryAdd(sk, true);
    }

    /// <summary>In ascending order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string kind, CancellationToken cancellation)
    {
        var entries = await reads.ListAsync(null, Partition, SortRange.StartingWith(kind), cancellation);
        return [.. entries.Select(entry => entry.Sk[kind.Length..])];
    }
}
