using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Associations;

/// <summary>
/// An association that we ask for, as an SCU of Verification and Storage, or to report an event (PS3.8 §9.2). One operation at a time. An operation that
/// throws has ended the association: <see cref="AssociationLostException"/> when the peer is gone, slow or aborted,
/// <see cref="AssociationAbortException"/> when it broke the standard, <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class RequestorAssociation : IAsyncDisposable
{
    private readonly RequestorOptions _options;
    private readonly CancellationTokenSource _abort = new();
    private readonly UpperLayer _upper;
    private readonly AssociationEnding _ending;
    private NegotiatedContexts? _contexts;
    private MessageReader? _messages;
    private RequestWriter? _requests;
    private ushort _lastMessageID;
    private bool _isOver;

    private RequestorAssociation(IDuplexPipe transport, RequestorOptions options, TimeProvider time)
    {
        _options = options;
        _upper = new UpperLayer(transport, options, time, _abort.Token);
        _ending = new AssociationEnding(_upper, static _ => { });
    }

    /// <summary>What the peer accepted and said of itself.</summary>
    public AAssociateAC Accepted { get; private set; } = null!;

    public IReadOnlyList<NegotiatedContext> Contexts => _contexts!.All;

    /// <summary>Associates over a connected transport, which is the association's from now on and completed with it.</summary>
    public static async Task<RequestorAssociation> AssociateAsync(
        IDuplexPipe transport, AAssociateRQ request, RequestorOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var association = new RequestorAssociation(transport, options, time);
        await association.RunAsync(() => association.AssociateAsync(request), cancellation);
        return association;
    }

    /// <summary>C-ECHO; throws <see cref="InvalidOperationException"/> when Verification was not accepted.</summary>
    public async Task<DimseStatus> EchoAsync(CancellationToken cancellation)
    {
        var context = Contexts.FirstOrDefault(context => context.AbstractSyntax == DicomUIDs.Verification)
            ?? throw new InvalidOperationException("Verification was not accepted.");
        var response = await RunAsync(
            async () =>
            {
                var request = new DimseCommand { CommandField = CommandField.CEchoRQ, AffectedSOPClassUID = DicomUIDs.Verification, MessageID = ++_lastMessageID };
                await _requests!.SendAsync(context.ID, request, dataSet: null, _abort.Token);
                return await ReceiveResponseAsync(request);
            },
            cancellation);
        return StatusOf(response);
    }

    /// <summary>C-STORE of a data set in the transfer syntax of the request's presentation context.</summary>
    public async Task<CStoreRSP> StoreAsync(CStoreRQ request, PipeReader dataSet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireContext(request.PresentationContextID);
        var response = await RunAsync(
            async () =>
            {
                var command = ToCommand(request);
                await _requests!.SendAsync(request.PresentationContextID, command, dataSet, _abort.Token);
                return await ReceiveResponseAsync(command);
            },
            cancellation);
        return new CStoreRSP(request.MessageID, StatusOf(response))
        {
            ErrorComment = response.ErrorComment,
            OffendingElement = response.OffendingElement,
        };
    }

    /// <inheritdoc cref="StoreAsync(CStoreRQ, PipeReader, CancellationToken)"/>
    public async Task<CStoreRSP> StoreAsync(CStoreRQ request, Stream dataSet, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(dataSet, new StreamPipeReaderOptions(bufferSize: 128 * 1024, leaveOpen: true));
        try
        {
            return await StoreAsync(request, reader, cancellation);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <summary>N-EVENT-REPORT: we are the SCP of the SOP class, which the role selection of the association has said (PS3.7 §10.1.1, §D.3.3.4).</summary>
    /// <param name="dataSet">In the transfer syntax of the request's presentation context.</param>
    public async Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequireContext(request.PresentationContextID);
        var response = await RunAsync(
            async () =>
            {
                var command = request.ToCommand(++_lastMessageID);
                await _requests!.SendAsync(request.PresentationContextID, command, PipeReader.Create(new ReadOnlySequence<byte>(dataSet)), _abort.Token);
                return await ReceiveResponseAsync(command);
            },
            cancellation);
        return StatusOf(response);
    }

    /// <summary>Ends the association by agreement.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        await RunAsync(
            async () =>
            {
                await _upper.SendAsync(AssociationEvent.Evt11ReleaseRequest, AReleaseRQ.Instance);
                await ReceiveReleaseAsync();
                if (_upper.State == AssociationState.Sta9CollisionRequestorAwaitingResponse)
                {
                    // Both asked at once: the requestor of the association answers first (PS3.8 §9.2.2).
                    await _upper.SendAsync(AssociationEvent.Evt14ReleaseResponse, AReleaseRP.Instance);
                    await ReceiveReleaseAsync();
                }
                return true;
            },
            cancellation);
        await CloseAsync();
    }

    /// <summary>Ends the association now.</summary>
    public async Task AbortAsync()
    {
        if (_isOver) return;
        await _ending.EndAsync(new AssociationAbortException(AbortSource.ServiceUser, AbortReason.NotSpecified, "aborted by our side"));
        await CloseAsync();
    }

    /// <summary>Aborts what was not released.</summary>
    public async ValueTask DisposeAsync()
    {
        await AbortAsync();
        _abort.Dispose();
    }

    private async Task<bool> AssociateAsync(AAssociateRQ request)
    {
        // What is announced is what is enforced.
        request = request with { UserInformation = request.UserInformation with { MaximumLength = new MaximumLength(_options.MaximumPduLength) } };
        _upper.Open();
        _upper.Fire(AssociationEvent.Evt1AssociateRequest);
        await _upper.SendAsync(AssociationEvent.Evt2TransportConnectConfirm, request);
        _upper.Input.Allow(_options.AssociationAnswerTimeout, "the answer to A-ASSOCIATE-RQ");
        var answer = await _upper.ReadPduAsync(isTotal: true);
        _upper.Fire(UpperLayer.EventOf(answer.Type));
        Accepted = answer switch
        {
            AAssociateAC accepted => accepted,
            AAssociateRJ rejection => throw new AssociationRejectedException(rejection),
            AAbort abort => throw AssociationLostException.AbortedByPeer(abort),
            _ => throw AssociationAbortException.UnexpectedPdu($"{answer.Type} in answer to A-ASSOCIATE-RQ"),
        };
        _contexts = new NegotiatedContexts(request, Accepted);
        _messages = new MessageReader(_upper, _contexts, maximumDataSetBytes: _options.MaximumCommandBytes);
        _requests = new RequestWriter(_upper, PDataTFWriter.LongestFragment(Accepted.UserInformation.MaximumLength?.Bytes ?? 0, _options.MaximumSentPduLength));
        return true;
    }

    private async ValueTask<DimseCommand> ReceiveResponseAsync(DimseCommand request)
    {
        var response = await _messages!.ReadCommandAsync(_options.DimseTimeout, CancellationToken.None);
        if (response is null)
        {
            await _upper.SendAsync(AssociationEvent.Evt14ReleaseResponse, AReleaseRP.Instance);
            throw AssociationLostException.Closed("the peer released the association instead of answering");
        }
        if (response.HasDataSet) await _messages.BeginDataSet().DrainAsync();
        if (response.CommandField != (CommandField)((ushort)request.CommandField | 0x8000) || response.MessageIDBeingRespondedTo != request.MessageID)
            throw AssociationAbortException.UnexpectedParameter("a message that is not the response awaited");
        return response;
    }

    // Responses still under way are let through (AR-6).
    private async ValueTask ReceiveReleaseAsync()
    {
        while (await _messages!.ReadCommandAsync(_options.ReleaseTimeout, CancellationToken.None) is { } late)
        {
            if (late.HasDataSet) await _messages.BeginDataSet().DrainAsync();
        }
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> operation, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        try
        {
            using var registration = cancellation.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), _abort);
            return await operation();
        }
        catch (Exception exception)
        {
            if (exception is not AssociationRejectedException) await _ending.EndAsync(exception);
            await CloseAsync();
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_isOver) return;
        _isOver = true;
        await _ending.CompleteAsync();
        _upper.Dispose();
    }

    private void RequireContext(byte id)
    {
        if (_contexts!.Find(id) is null) throw new ArgumentException("The presentation context was not accepted.");
    }

    private static DimseStatus StatusOf(DimseCommand response) => new(response.Status ?? DimseStatus.ProcessingFailure.Code);

    private static DimseCommand ToCommand(CStoreRQ request) => new()
    {
        CommandField = CommandField.CStoreRQ,
        AffectedSOPClassUID = request.AffectedSOPClassUID,
        AffectedSOPInstanceUID = request.AffectedSOPInstanceUID,
        MessageID = request.MessageID,
        Priority = request.Priority,
        MoveOriginatorApplicationEntityTitle = request.MoveOriginatorApplicationEntityTitle,
        MoveOriginatorMessageID = request.MoveOriginatorMessageID,
        CommandDataSetType = DimseCommand.DataSetPresent,
    };
}
