using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>An open association of a peer on which events can be reported to it (PS3.7 §10.1.1).</summary>
public interface IEventReporter
{
    /// <summary>Cancelled when nothing can be reported here any more: the association is over, or the peer does not answer reports.</summary>
    CancellationToken Closed { get; }

    /// <summary>
    /// Sends N-EVENT-REPORT-RQ as soon as the association is between two messages, and waits for the answer, which may come after further
    /// requests of the peer. One at a time. Call from any thread.
    /// </summary>
    /// <param name="dataSet">In the transfer syntax of the request's presentation context; not changed before this completes.</param>
    /// <param name="cancellation">Ends the waiting, not the report.</param>
    /// <returns>The status of the N-EVENT-REPORT-RSP.</returns>
    /// <exception cref="AssociationLostException">The association ended before the answer came: the peer may have the report or not.</exception>
    /// <exception cref="TimeoutException">No answer came within the DIMSE time-out. The association goes on, without further reports.</exception>
    Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation);
}
