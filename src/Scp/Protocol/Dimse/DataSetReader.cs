using System.IO.Pipelines;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>
/// The data set of one message: PDU and PDV boundaries are gone, reading pulls the next P-DATA-TF from the connection (PS3.7 §6.3.1, PS3.8 §9.3.5).
/// The bytes are the transport's own, valid until <c>AdvanceTo</c>. Not for use after the provider has returned.
/// </summary>
/// <remarks>
/// The transport's block is bounded. Whoever waits for more while <see cref="IsFull"/> without having consumed anything gets the same
/// bytes again, once, without a wait; then <see cref="InvalidOperationException"/>. A peer that sends small fragments fills it with far
/// fewer bytes than <see cref="MaximumUnconsumedBytes"/>. So: always consume when <see cref="IsFull"/>.
/// </remarks>
public abstract class DataSetReader : PipeReader
{
    /// <summary>The most that a consumer can leave unconsumed and still wait for more, when fragments are of a usual size.</summary>
    public const int MaximumUnconsumedBytes = 128 * 1024;

    /// <summary>The presentation context of the message: what SOP class and transfer syntax the data set has.</summary>
    public abstract NegotiatedContext PresentationContext { get; }

    /// <summary>Nothing more can be buffered before something is consumed.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Bytes of the data set received so far.</summary>
    public abstract long BytesReceived { get; }
}
