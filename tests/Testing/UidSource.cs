namespace StoreScp.Testing;

/// <summary>UIDs that nobody else hands out: a root and a counter. Thread-safe.</summary>
public sealed class UidSource(string root)
{
    private long _last;

    /// <summary>A root of its own, under 2.25.</summary>
    public UidSource() : this($"2.25.{Random.Shared.NextInt64(1_000_000_000, long.MaxValue)}") { }

    public string Next() => $"{root}.{Interlocked.Increment(ref _last)}";
}
