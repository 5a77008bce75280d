using System.Net.Security;
using System.Net.Sockets;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Tests.Tls;

namespace StoreScp.Server.Tests.Hosting;

public sealed class EventReportOverTheWireTests
{
    private const int Rounds = 50;

    private static readonly NEventReportRQ Report = new()
    {
        PresentationContextID = TestPeer.CommitmentContext,
        AffectedSOPClassUID = "1.2.840.10008.1.20.1",
        AffectedSOPInstanceUID = "1.2.840.10008.1.20.1.1",
        EventTypeID = 1,
    };

    [Fact]
    public async Task An_idle_association_is_woken_for_reports_again_and_again_and_goes_on_with_messages()
    {
        var commitment = new HeldReporter();
        await using var server = await TestServer.StartAsync(commitment: commitment);
        await using var peer = await TestPeer.ConnectAsync(server.EndPoint);

        await ReportAndStoreAsync(peer, commitment);
    }

    [Fact]
    public async Task So_is_one_with_TLS()
    {
        using var certificates = new TestCertificates();
        var (certificate, key) = certificates.IssueFiles("CN=localhost", TestCertificates.ServerUsage, "server");
        var commitment = new HeldReporter();
        await using var server = await TestServer.StartAsync(
            commitment: commitment, settings: [("Tls:Port", "0"), ("Tls:CertificatePath", certificate), ("Tls:KeyPath", key)]);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Server.TlsEndPoint!);
        await using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("localhost");

        await ReportAndStoreAsync(TestPeer.Over(stream), commitment);
    }

    /// <summary>Reports that meet a silent association, and reports that meet the beginning of a message.</summary>
    private static async Task ReportAndStoreAsync(TestPeer peer, HeldReporter commitment)
    {
        await peer.RequestCommitmentAsync([1, 2, 3, 4]);
        (await peer.ReadAsync()).Type.Should().Be(PduType.PDataTF);
        for (ushort round = 1; round <= Rounds; round++)
        {
            var reporting = commitment.Events!.ReportAsync(Report, new byte[] { 5, 6 }, default);
            var isRacing = round % 2 == 0;
            if (isRacing)
                await peer.SendStoreAsync($"1.2.{round}", new byte[3000]);
            // The report's command and data set; a racing C-STORE-RSP comes before or behind both.
            for (var pdus = isRacing ? 3 : 2; pdus > 0; pdus--)
                (await peer.ReadAsync()).Type.Should().Be(PduType.PDataTF);
            await peer.AnswerReportAsync(round);
            (await reporting.WaitAsync(TimeSpan.FromSeconds(20))).Should().Be(DimseStatus.Success);
        }
        await peer.ReleaseAsync();
        (await peer.ReadAsync()).Type.Should().Be(PduType.AReleaseRP);
    }

    private sealed class HeldReporter : INActionProvider
    {
        public IEventReporter? Events { get; private set; }

        public ValueTask<NActionOutcome> ActAsync(
            NActionRQ request, DataSetReader? dataSet, AssociationContext association, IEventReporter events, CancellationToken cancellation)
        {
            Events = events;
            return new(NActionOutcome.Success);
        }
    }
}
