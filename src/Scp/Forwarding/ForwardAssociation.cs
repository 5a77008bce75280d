using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Storage;

namespace StoreScp.Forwarding;

/// <summary>An association with a destination, as the SCU of Storage (PS3.4 Annex B), for as many instances as its presentation contexts fit.</summary>
internal sealed class ForwardAssociation : IAsyncDisposable
{
    private readonly ForwardConnection _connection;
    private readonly RequestorAssociation _association;
    private ushort _lastMessageID;

    private ForwardAssociation(ForwardConnection connection, RequestorAssociation association) => (_connection, _association) = (connection, association);

    /// <summary>Proposes for each SOP class and transfer syntax a context of its own: what is accepted can be sent as it is.</summary>
    /// <param name="contexts">At most 128 (PS3.8 §9.3.2.2).</param>
    /// <exception cref="DestinationUnreachableException">No connection, no answer, or a rejection.</exception>
    public static async Task<ForwardAssociation> OpenAsync(
        IForwardConnections connections, string destination, IReadOnlyList<(string SOPClassUID, string TransferSyntaxUID)> contexts, RequestorOptions options,
        TimeProvider time, CancellationToken abort)
    {
        var connection = await connections.ConnectAsync(destination, abort);
        try
        {
            var request = new AAssociateRQ
            {
                CalledAETitle = destination,
                CallingAETitle = connection.CallingAETitle,
                PresentationContexts =
                [
                    .. contexts.Select((context, i) => new PresentationContextRQ((byte)((2 * i) + 1), context.SOPClassUID, [context.TransferSyntaxUID])),
                ],
                UserInformation = new UserInformation
                {
                    ImplementationClassUID = new(Implementation.ClassUID),
                    ImplementationVersionName = new(Implementation.VersionName),
                },
            };
            return new(connection, await RequestorAssociation.AssociateAsync(connection.Transport, request, options, time, abort));
        }
        catch (Exception error)
        {
            await connection.DisposeAsync();
            if (error is AssociationRejectedException or AssociationAbortException or IOException)
                throw new DestinationUnreachableException($"no association: {error.Message}", error);
            throw;
        }
    }

    /// <summary>The accepted context for an instance; null when the destination does not take it as it is.</summary>
    public NegotiatedContext? ContextFor(ForwardRow forward) => _association.Contexts.FirstOrDefault(
        context => context.AbstractSyntax == forward.SOPClassUID && context.TransferSyntax == forward.TransferSyntaxUID);

    /// <param name="dataSet">Standing at the first byte of the data set.</param>
    /// <exception cref="DestinationLostException">The association ended under it: nobody knows whether the destination has it.</exception>
    public async Task<DimseStatus> StoreAsync(ForwardRow forward, NegotiatedContext context, Stream dataSet, CancellationToken abort)
    {
        try
        {
            var request = new CStoreRQ
            {
                PresentationContextID = context.ID,
                MessageID = ++_lastMessageID,
                AffectedSOPClassUID = forward.SOPClassUID,
                AffectedSOPInstanceUID = forward.SOPInstanceUID,
            };
            return (await _association.StoreAsync(request, dataSet, abort)).Status;
        }
        catch (Exception error) when (error is AssociationLostException or AssociationAbortException)
        {
            throw new DestinationLostException($"the association ended before the answer: {error.Message}", error);
        }
    }

    /// <summary>Ends it by agreement; how the peer says goodbye changes nothing.</summary>
    public async Task ReleaseAsync(CancellationToken abort)
    {
        try
        {
            await _association.ReleaseAsync(abort);
        }
        catch (Exception error) when (error is AssociationLostException or AssociationAbortException or OperationCanceledException)
        {
            // Everything was answered.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _association.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
