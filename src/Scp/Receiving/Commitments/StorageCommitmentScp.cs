using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Storage;

namespace StoreScp.Receiving.Commitments;

/// <summary>
/// The Storage Commitment service (PS3.4 Annex J), its request: accepted means durable. <see cref="CommitmentAnswers"/> gives the answer later.
/// </summary>
internal sealed class StorageCommitmentScp(
    ICommitmentLedger commitments, IInstanceStore store, RequestingAssociations associations, CommitmentOptions options, string owner, TimeProvider time,
    ICommitmentObserver observer) : INActionProvider
{
    private const ushort RequestStorageCommitment = 1;

    private readonly CommitmentRequestReader _requests = new(options);

    /// <inheritdoc/>
    public async ValueTask<NActionOutcome> ActAsync(
        NActionRQ request, DataSetReader? dataSet, AssociationContext association, IEventReporter events, CancellationToken cancellation)
    {
        try
        {
            await AcceptAsync(request, dataSet, association, events, cancellation);
            return NActionOutcome.Success;
        }
        catch (CommitmentRequestException refusal)
        {
            return new NActionOutcome(refusal.Status, refusal.Message);
        }
        catch (StorageUnavailableException error)
        {
            observer.Failed(error);
            return new NActionOutcome(DimseStatus.ResourceLimitation, "The ledger cannot take the request now");
        }
    }

    private async ValueTask AcceptAsync(
        NActionRQ request, DataSetReader? dataSet, AssociationContext association, IEventReporter events, CancellationToken cancellation)
    {
        if (request.RequestedSOPInstanceUID != DicomUIDs.StorageCommitmentPushModelInstance)
            throw new CommitmentRequestException(DimseStatus.NoSuchSOPInstance, "Not the Storage Commitment Push Model SOP Instance");
        if (request.ActionTypeID is not { } actionType)
            throw new CommitmentRequestException(DimseStatus.MistypedArgument, "No Action Type ID");
        if (actionType != RequestStorageCommitment)
            throw new CommitmentRequestException(DimseStatus.NoSuchActionType, "Action Type ID is not 1");
        if (dataSet is null)
            throw new CommitmentRequestException(DimseStatus.InvalidArgumentValue, "N-ACTION-RQ without data set");
        if (!store.HasRoomFor(options.MaximumRequestBytes))
            throw new CommitmentRequestException(DimseStatus.ResourceLimitation, "The store is nearly full");

        var asked = await _requests.ReadAsync(dataSet, cancellation);
        // Before the transaction can be due.
        associations.Add(association, dataSet.PresentationContext, events);
        await RecordAsync(asked, association, cancellation);
    }

    private async ValueTask RecordAsync(CommitmentRequest asked, AssociationContext association, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var transaction = new CommitmentRow
        {
            TransactionUID = asked.TransactionUID,
            CallingAETitle = association.CallingAETitle,
            CalledAETitle = association.CalledAETitle,
            AssociationId = association.Peer.AssociationId,
            Owner = owner,
            ReceivedAt = now,
            DueAt = now + options.DecideWithin,
            NextAttemptAt = now + options.AnswerDelay,
        };
        if (await commitments.AddCommitmentAsync(transaction, asked.References, cancellation))
            observer.Requested(transaction, asked.References.Count);
        else
            await RepeatAsync(transaction, asked.References, cancellation);
    }

    /// <summary>The same transaction asked for again: it goes on, and if it is not answered yet, the answer goes to the new association.</summary>
    private async ValueTask RepeatAsync(CommitmentRow again, IReadOnlyList<CommitmentReference> references, CancellationToken cancellation)
    {
        var known = await commitments.ReferencesOfAsync(again.Key, cancellation);
        if (!known.SequenceEqual(references))
            throw new CommitmentRequestException(DimseStatus.InvalidArgumentValue, "Transaction UID is in use for other instances");
        while (await commitments.FindCommitmentAsync(again.Key, cancellation) is { State: CommitmentState.Waiting } waiting)
        {
            var moved = waiting with { AssociationId = again.AssociationId, Owner = owner, NextAttemptAt = again.NextAttemptAt };
            if (await commitments.UpdateCommitmentAsync(moved, cancellation) is not null)
                return;
        }
    }
}
