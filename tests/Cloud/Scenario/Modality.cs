using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Testing;

namespace StoreScp.Cloud.Scenario;

/// <summary>Sends instances, and remembers how each was answered and how long that took.</summary>
internal sealed class Modality
{
    private readonly ConcurrentDictionary<SyntheticInstance, DimseStatus> _answers = new();
    private readonly ConcurrentQueue<ModalityAnswer> _history = new();

    /// <summary>The last answer to each instance that had one.</summary>
    public IReadOnlyDictionary<SyntheticInstance, DimseStatus> Answers => _answers;

    public IReadOnlyList<SyntheticInstance> Acknowledged => [.. _answers.Where(answer => answer.Value == DimseStatus.Success).Select(answer => answer.Key)];

    /// <summary>Every answer, in the order in which they came.</summary>
    public IReadOnlyCollection<ModalityAnswer> History => _history;

    /// <summary>From the first byte of an instance to its answer.</summary>
    public TimeSpan LongestWait => _history.Select(answer => answer.Wait).DefaultIfEmpty().Max();

    /// <summary>Sends one after the other on one association of its own, and ends early when the server is gone.</summary>
    /// <param name="instances">CT images in Explicit VR Little Endian.</param>
    public async Task SendAsync(int port, params IEnumerable<SyntheticInstance> instances)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = connection.GetStream();
        try
        {
            await using var association = await AssociateAsync(stream);
            foreach (var instance in instances)
                await StoreAsync(association, instance);
            await association.ReleaseAsync(CancellationToken.None);
        }
        catch (AssociationLostException)
        {
            // Killed in the middle of something: what it did not answer it did not take.
        }
    }

    private static Task<RequestorAssociation> AssociateAsync(NetworkStream stream) => RequestorAssociation.AssociateAsync(
        new SocketPipe(stream),
        new AAssociateRQ
        {
            CalledAETitle = "STORESCP",
            CallingAETitle = "CT1",
            PresentationContexts = [new PresentationContextRQ(1, Studies.SOPClassUID, [Synthetic.ExplicitVRLittleEndian])],
            UserInformation = new UserInformation { ImplementationClassUID = new("2.25.1234567") },
        },
        new RequestorOptions(), TimeProvider.System, CancellationToken.None);

    private async Task StoreAsync(RequestorAssociation association, SyntheticInstance instance)
    {
        var request = new CStoreRQ { PresentationContextID = 1, MessageID = 0, AffectedSOPClassUID = instance.SOPClassUID, AffectedSOPInstanceUID = instance.SOPInstanceUID };
        var began = TimeProvider.System.GetTimestamp();
        await using var dataSet = instance.OpenDataSet();
        var answer = await association.StoreAsync(request, dataSet, CancellationToken.None);
        _history.Enqueue(new ModalityAnswer(answer.Status, TimeProvider.System.GetElapsedTime(began), TimeProvider.System.GetUtcNow()));
        _answers[instance] = answer.Status;
    }
}
