namespace StoreScp.LocalRunner.Execution;

/// <summary>Random numbers for JitterStrategy FULL. Thread safe.</summary>
/// <param name="seed">Null: different in every process.</param>
internal sealed class Jitter(int? seed)
{
    private readonly Random _random = seed is { } value ? new Random(value) : new Random();

    /// <summary>At least 0, below 1.</summary>
    public double Next()
    {
        lock (_random)
#pragma warning disable CA5394 // Spreads attempts over time; nothing secret.
            return _random.NextDouble();
#pragma warning restore CA5394
    }
}
