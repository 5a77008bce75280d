using StoreScp.Dicom;
using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>Answers the requests of one association: Verification itself, Storage and actions through their providers, the rest with their refusal (PS3.7 §9, §10).</summary>
/// <param name="reports">Our own requests, whose responses come here; null when none can be made.</param>
internal sealed class DimseScp(
    UpperLayer upper, MessageReader messages, AssociationContext association, DimseServices services, EventReports? reports, TimeProvider time,
    IAssociationObserver observer)
{
    private readonly ResponseWriter _responses = new(upper, association);

    internal int MessageCount { get; private set; }

    internal int InstanceCount { get; private set; }

    internal int FailedInstanceCount { get; private set; }

    internal long DataSetBytes { get; private set; }

    /// <summary>One message: reads its data set to the end, answers it.</summary>
    internal async ValueTask AnswerAsync(DimseCommand command)
    {
        MessageCount++;
        if (command.IsResponse)
        {
            if (command.CommandField != CommandField.NEventReportRSP || reports?.TryAnswer(command) != true)
                throw AssociationAbortException.UnexpectedParameter("a response to nothing that was asked");
            await DrainAsync(command);
            return;
        }
        if (command.CommandField == CommandField.CCancelRQ)
        {
            // Nothing is going on that could be cancelled; C-CANCEL has no response (PS3.7 §9.3.2.3).
            await DrainAsync(command);
            return;
        }
        if (command.MessageID is not { } messageID) throw AssociationAbortException.InvalidParameter("a request without Message ID");
        if (command.CommandField == CommandField.CStoreRQ)
        {
            await StoreAsync(command, messageID);
            return;
        }
        var dataSet = command.HasDataSet ? messages.BeginDataSet() : null;
        var outcome = IsCommitmentAction(command) ? await ActAsync(command, messageID, dataSet) : new CStoreOutcome(StatusOf(command));
        if (dataSet is not null) await dataSet.DrainAsync();
        await _responses.SendAsync(messages.Context.ID, command, messageID, outcome);
        observer.RequestAnswered(association, command.CommandField, outcome.Status);
    }

    private async ValueTask StoreAsync(DimseCommand command, ushort messageID)
    {
        var since = time.GetTimestamp();
        var request = new CStoreRQ
        {
            PresentationContextID = messages.Context.ID,
            MessageID = messageID,
            AffectedSOPClassUID = command.AffectedSOPClassUID ?? "",
            AffectedSOPInstanceUID = command.AffectedSOPInstanceUID ?? "",
            Priority = command.Priority ?? 0,
            MoveOriginatorApplicationEntityTitle = command.MoveOriginatorApplicationEntityTitle,
            MoveOriginatorMessageID = command.MoveOriginatorMessageID,
        };
        var bytes = 0L;
        var refusal = Refusal(command, request);
        var outcome = refusal ?? default;
        if (command.HasDataSet)
        {
            var dataSet = messages.BeginDataSet();
            if (refusal is null) outcome = await GuardAsync(() => services.Storage.StoreAsync(request, dataSet, association, upper.Abort));
            await dataSet.DrainAsync();
            DataSetBytes += bytes = dataSet.BytesReceived;
        }
        InstanceCount++;
        if (outcome.Status.IsFailure)
        {
            FailedInstanceCount++;
            observer.InstanceRefused(association, outcome);
        }
        await _responses.SendAsync(messages.Context.ID, command, messageID, outcome);
        observer.InstanceAnswered(association, request, outcome.Status, bytes, time.GetElapsedTime(since));
    }

    private async ValueTask<CStoreOutcome> ActAsync(DimseCommand command, ushort messageID, FragmentedDataSetReader? dataSet)
    {
        var request = new NActionRQ
        {
            PresentationContextID = messages.Context.ID,
            MessageID = messageID,
            RequestedSOPClassUID = command.SOPClassUID ?? "",
            RequestedSOPInstanceUID = command.RequestedSOPInstanceUID ?? command.AffectedSOPInstanceUID ?? "",
            ActionTypeID = command.ActionTypeID,
        };
        return await GuardAsync(async () =>
        {
            var outcome = await services.StorageCommitment!.ActAsync(request, dataSet, association, reports!, upper.Abort);
            return new CStoreOutcome(outcome.Status, outcome.ErrorComment);
        });
    }

    /// <summary>Whatever a provider throws becomes an answer, or the end of the association if that is what has happened.</summary>
    private async ValueTask<CStoreOutcome> GuardAsync(Func<ValueTask<CStoreOutcome>> provide)
    {
        CStoreOutcome outcome;
        try
        {
            outcome = await provide();
        }
        catch (StoreFailureException exception)
        {
            outcome = new CStoreOutcome(exception.Status, exception.Message)
            {
                OffendingElement = exception.OffendingElement,
                Cause = exception.InnerException,
                IsCommentPrivate = exception.IsCommentPrivate,
            };
        }
        catch (Exception exception) when (upper.Input.Failure is null)
        {
            if (upper.Abort.IsCancellationRequested) throw upper.Input.Fail(AssociationLostException.ShuttingDown());
            observer.Failed(association.Peer, exception);
            outcome = new CStoreOutcome(DimseStatus.ProcessingFailure, "Internal failure");
        }
        catch (Exception) when (upper.Input.Failure is not null)
        {
            // The provider stumbled over the end of the association, which is told below.
            outcome = default;
        }
        // Whatever the provider made of it, there is nobody to answer.
        if (upper.Input.Failure is { } failure) throw failure;
        return outcome;
    }

    private CStoreOutcome? Refusal(DimseCommand command, CStoreRQ request)
    {
        if (messages.Context.AbstractSyntax is DicomUIDs.Verification or DicomUIDs.StorageCommitmentPushModel)
            return new(DimseStatus.SOPClassNotSupported, "Storage on the context of another service");
        if (request.AffectedSOPClassUID.Length == 0) return new(DimseStatus.MistypedArgument, "No Affected SOP Class UID");
        if (request.AffectedSOPClassUID != messages.Context.AbstractSyntax) return new(DimseStatus.SOPClassNotSupported, "SOP class is not the presentation context's");
        if (request.AffectedSOPInstanceUID.Length == 0) return new(DimseStatus.InvalidSOPInstance, "No Affected SOP Instance UID");
        return command.HasDataSet ? null : new(DimseStatus.CannotUnderstand, "C-STORE-RQ without data set");
    }

    private bool IsCommitmentAction(DimseCommand command) =>
        command.CommandField == CommandField.NActionRQ
        && messages.Context.AbstractSyntax == DicomUIDs.StorageCommitmentPushModel
        && command.SOPClassUID == DicomUIDs.StorageCommitmentPushModel
        && services.StorageCommitment is not null;

    private DimseStatus StatusOf(DimseCommand command)
    {
        if (command.SOPClassUID != messages.Context.AbstractSyntax) return DimseStatus.SOPClassNotSupported;
        return command.CommandField == CommandField.CEchoRQ && messages.Context.AbstractSyntax == DicomUIDs.Verification
            ? DimseStatus.Success
            : DimseStatus.UnrecognizedOperation;
    }

    private ValueTask DrainAsync(DimseCommand command) => command.HasDataSet ? messages.BeginDataSet().DrainAsync() : ValueTask.CompletedTask;
}
