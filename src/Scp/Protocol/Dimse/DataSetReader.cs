using System.IO.Pipelines;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>
/// The data set of one message: PDU and PDV boundaries are gone, reading pulls the next P-DATA-TF from the connection (PS3.7 §6.3.1, PS3.8 §9.3.5).
/// The bytes are the transport's own, valid until <c>AdvanceTo</c>. Not for use after the provider has returned.
/// </summary>
/// <remarks>
/// The transport's block is bounded: whoever leaves more than <see cref="MaximumUnconsumedBytes"/> unconsumed, or reads on while
/// <see cref="IsFull"/>, gets the same bytes again without a wait. So: consume when <see cref="IsFull"/>.
/// </remarks>
public abstract class DataSetReader : PipeReader
{
    /// <summary>As much as a consumer may leave unconsumed and still wait for more.</summary>
    public const int MaximumUnconsumedBytes = 128 * 1024;

    /// <summary>The presentation context of the message: what SOP class and transfer syntax the data set has.</summary>
    public abstract NegotiatedContext PresentationContext { get; }

    /// <summary>Nothing more can be buffered before something is consumed.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Bytes of the data set received so far.</summary>
    public abstract long BytesReceived { get; }
}
