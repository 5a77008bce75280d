using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>
/// Limits and deadlines that both sides of an association have. Deadlines are totals that run only while the peer is awaited:
/// they stand still while we are busy or wait for our own memory.
/// </summary>
public abstract record UpperLayerOptions
{
    /// <summary>How long the peer may take to close the connection in Sta13 (PS3.8 §9.1.5).</summary>
    public TimeSpan ArtimTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the peer may take to close the connection once A-ABORT is written; then we do.</summary>
    public TimeSpan CloseGuard { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From one PDU of a message to the next; for a requestor, also from a request to its response.</summary>
    public TimeSpan DimseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the first to the last byte of one PDU; a PDU too long for it at <see cref="MinimumBytesPerSecond"/> gets the time that rate takes.</summary>
    public TimeSpan PduTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// From the first to the last byte of one message, beyond the time it takes at <see cref="MinimumBytesPerSecond"/>: whoever sends
    /// a small PDU just before each deadline does not hold us for ever.
    /// </summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromMinutes(10);

    public int MinimumBytesPerSecond { get; init; } = 1024;

    /// <summary>Until the peer has taken what we write.</summary>
    public TimeSpan NetworkWriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest P-DATA-TF variable field we take, in bytes; announced to the peer.</summary>
    public uint MaximumPduLength { get; init; } = 262_144;

    /// <summary>The longest A-ASSOCIATE-RQ or -AC variable field we take, in bytes: with its header it fills one transport block.</summary>
    public int MaximumAssociateBytes { get; init; } = (256 * 1024) - PduHeader.Length;

    /// <summary>The longest command set we take, in bytes.</summary>
    public int MaximumCommandBytes { get; init; } = 64 * 1024;

    internal TimeSpan AtMinimumRate(uint bytes) => TimeSpan.FromTicks(bytes * TimeSpan.TicksPerSecond / MinimumBytesPerSecond);

    internal TimeSpan TimeFor(uint pduLength)
    {
        var atMinimumRate = AtMinimumRate(pduLength);
        return atMinimumRate > PduTimeout ? atMinimumRate : PduTimeout;
    }
}
