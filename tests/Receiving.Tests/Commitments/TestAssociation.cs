using System.IO.Pipelines;
using System.Net;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Receiving.Tests.Commitments;

/// <summary>An association on which a peer asks for commitments, and takes the answers until it is closed.</summary>
internal sealed class TestAssociation : IEventReporter
{
    private readonly CancellationTokenSource _closed = new();

    public TestAssociation(string callingAETitle = "CT1", string id = "a1", string transferSyntaxUID = DicomUIDs.ImplicitVRLittleEndian)
    {
        var request = new AAssociateRQ
        {
            CallingAETitle = callingAETitle,
            CalledAETitle = "STORESCP",
            PresentationContexts = [new PresentationContextRQ(1, DicomUIDs.StorageCommitmentPushModel, [transferSyntaxUID])],
        };
        var rules = new NegotiationRules { ImplementationClassUID = "2.25.1", AcceptStorageCommitment = true };
        var peer = new PeerConnection
        {
            Remote = new IPEndPoint(IPAddress.Loopback, 1),
            Local = new IPEndPoint(IPAddress.Loopback, 2),
            AssociationId = id,
        };
        Context = new AssociationContext(peer, request, Negotiation.Accept(request, rules, 16_384));
    }

    public AssociationContext Context { get; }

    public DicomTransferSyntax TransferSyntax => DicomTransferSyntax.FromUID(Context.Contexts[0].TransferSyntax);

    public List<Told> Answers { get; } = [];

    public DimseStatus Status { get; set; } = DimseStatus.Success;

    /// <summary>How it ends under a report; null when it does not.</summary>
    public AssociationLostException? Loss { get; set; }

    public CancellationToken Closed => _closed.Token;

    public void Close() => _closed.Cancel();

    /// <summary>An exception as an association that breaks gives it.</summary>
    public static async Task<AssociationLostException> LossAsync()
    {
        var broken = new Pipe();
        await broken.Writer.CompleteAsync();
        var request = new AAssociateRQ { CallingAETitle = "A", CalledAETitle = "B" };
        return (await FluentActions.Awaiting(() => RequestorAssociation.AssociateAsync(
            new BrokenTransport(broken.Reader, new Pipe().Writer), request, new RequestorOptions(), TimeProvider.System, default))
            .Should().ThrowAsync<AssociationLostException>()).Which;
    }

    public Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
    {
        if (Loss is not null)
            return Task.FromException<DimseStatus>(Loss);
        Answers.Add(Told.From(request, dataSet, TransferSyntax.UID));
        return Task.FromResult(Status);
    }

    private sealed record BrokenTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
