using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Commitments;

namespace StoreScp.Receiving.Tests.Commitments;

/// <summary>The peers that we can call, and what they were told.</summary>
internal sealed class TestPeers : IAnsweringAssociations
{
    public bool AreReachable { get; set; } = true;

    public bool EndInReport { get; set; }

    public DimseStatus Status { get; set; } = DimseStatus.Success;

    /// <summary>Each association that was opened, as "calling→called".</summary>
    public List<string> Opened { get; } = [];

    public int Closed { get; private set; }

    public List<Told> Answers { get; } = [];

    public Task<IAnswerRoute> OpenAsync(string peerAETitle, string ourAETitle, CancellationToken cancellation)
    {
        Opened.Add($"{ourAETitle}→{peerAETitle}");
        return AreReachable ? Task.FromResult<IAnswerRoute>(new Route(this)) : Task.FromException<IAnswerRoute>(new PeerNotToldException("not there"));
    }

    private sealed class Route(TestPeers peers) : IAnswerRoute
    {
        public NegotiatedContext Context { get; } = new(1, DicomUIDs.StorageCommitmentPushModel, DicomUIDs.ExplicitVRLittleEndian);

        public Task<DimseStatus> ReportAsync(NEventReportRQ request, ReadOnlyMemory<byte> dataSet, CancellationToken cancellation)
        {
            if (peers.EndInReport)
                return Task.FromException<DimseStatus>(new PeerNotToldException("gone"));
            peers.Answers.Add(Told.From(request, dataSet, Context.TransferSyntax));
            return Task.FromResult(peers.Status);
        }

        public ValueTask DisposeAsync()
        {
            peers.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
