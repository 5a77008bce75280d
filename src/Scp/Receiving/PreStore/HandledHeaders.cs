using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>
/// Bounds the headers that handlers have in hand at the same time, over all associations: as elements in memory a header is some ten times its
/// bytes. Whoever comes later waits, in the order they came, and TCP holds the sender back meanwhile.
/// </summary>
/// <param name="bytes">Of headers as received; a longer one has all of it alone.</param>
/// <param name="wait">How long an instance waits before it is refused.</param>
/// <param name="time">The clock of the wait.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The limiter holds memory only, and lives as long as the server.")]
internal sealed class HandledHeaders(long bytes, TimeSpan wait, TimeProvider time)
{
    private const int Unit = 1024;

    private readonly int _units = UnitsOf(bytes);
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = UnitsOf(bytes),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Takes room for a header; disposing what it gives, once or more often, gives the room back.</summary>
    /// <exception cref="StorageUnavailableException">There was none in time.</exception>
    public async ValueTask<IDisposable> TakeAsync(long headerBytes, CancellationToken cancellation)
    {
        var units = Math.Min(UnitsOf(headerBytes), _units);
        var room = _limiter.AttemptAcquire(units);
        if (room.IsAcquired)
            return room;
        using var timeout = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await _limiter.AcquireAsync(units, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StorageUnavailableException(FormattableString.Invariant(
                $"Handlers had {(long)_units * Unit} bytes of headers in hand for {wait.TotalSeconds:0.#} s, and no room for another."));
        }
    }

    private static int UnitsOf(long bytes) => (int)Math.Clamp(bytes / Unit, 1, int.MaxValue);
}
