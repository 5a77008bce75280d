using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.PreStore;

/// <summary>An instance as its handlers left it. Disposed when it is stored, or will not be.</summary>
public interface IHandledInstance : IDisposable
{
    PreStoreDecision Decision { get; }

    /// <summary>Why it is not simply stored; for a refusal the comment to the peer. Else empty.</summary>
    string Reason { get; }

    /// <summary>Of a refusal.</summary>
    DimseStatus Status { get; }

    /// <summary>The routes that handlers named; empty: the default.</summary>
    IReadOnlyList<string> Routes { get; }

    IReadOnlyList<HandlerRecord> Handlers { get; }

    /// <summary>Header, bulk, trailer or transfer syntax differ from what was received; the trailer only once it has been seen.</summary>
    bool IsModified { get; }

    DicomTransferSyntax TransferSyntax { get; }

    /// <summary>Until <see cref="ReleaseHeader"/>.</summary>
    DicomDataset Header { get; }

    /// <summary>The header is stored: the memory of its elements is not needed while the bulk arrives.</summary>
    void ReleaseHeader();

    /// <summary>The bulk to store; null when there is none, or it was removed.</summary>
    BulkElement? Bulk { get; }

    /// <summary>The value to store is not the one that was received.</summary>
    bool IsBulkModified { get; }

    /// <summary>The elements after the bulk, of an instance that was whole; else null.</summary>
    DicomDataset? Trailer { get; }

    /// <summary>Handlers want to edit the elements after the bulk when they arrive.</summary>
    bool WantsTrailer { get; }

    /// <summary>Completes when no handler runs any more; until then the memory of the header has to stay.</summary>
    Task Settled { get; }

    /// <summary>
    /// The value to store, over the one that arrives. To be read asynchronously and disposed by the caller; reading throws
    /// <see cref="BulkFailedException"/> when a handler's stream cannot be made, fails, or takes too long.
    /// </summary>
    /// <param name="received">Null when the instance was whole.</param>
    Stream OpenBulk(Stream? received);

    /// <summary>Lets handlers edit the elements after the bulk; may turn the decision into a refusal.</summary>
    ValueTask EditTrailerAsync(DicomDataset trailer, CancellationToken cancellation);
}
