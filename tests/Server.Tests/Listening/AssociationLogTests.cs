using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Server.Listening;
using StoreScp.Server.Metrics;
using StoreScp.Server.Tests.Hosting;
using StoreScp.Server.Tests.Logging;

namespace StoreScp.Server.Tests.Listening;

public sealed class AssociationLogTests : IDisposable
{
    private static readonly PeerConnection Peer = new()
    {
        Remote = new IPEndPoint(IPAddress.Parse("10.0.0.1"), 50000),
        Local = new IPEndPoint(IPAddress.Loopback, 11112),
        AssociationId = "1",
    };

    private readonly StoreScpMetrics _metrics = new();
    private readonly CapturedLog<AssociationLog> _lines = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void A_connection_that_breaks_while_we_write_is_no_error_of_ours()
    {
        var log = new AssociationLog(_metrics, _lines, uid => uid);

        log.Failed(Peer, new IOException("Unable to write", new SocketException((int)SocketError.Shutdown)));
        log.Failed(Peer, new InvalidOperationException("a bug"));

        _lines.Lines.Select(line => line.Level).Should().Equal(LogLevel.Debug, LogLevel.Error);
    }

    [Fact]
    public void The_first_instance_refused_with_a_status_is_a_Warning_with_the_cause_and_the_next_are_Debug_lines()
    {
        var association = new AssociationContext(Peer, new AAssociateRQ { CallingAETitle = "CT1", CalledAETitle = "STORESCP" }, new AAssociateAC());
        var request = new CStoreRQ { PresentationContextID = 1, MessageID = 1, AffectedSOPClassUID = "1.2", AffectedSOPInstanceUID = "1.2.3" };
        var log = new AssociationLog(_metrics, _lines, uid => uid);
        var away = new CStoreOutcome(DimseStatus.OutOfResources, "The store cannot take the instance now") { Cause = new IOException("s3:PutObject is\nnot allowed") };

        var byPlugin = new CStoreOutcome(DimseStatus.NotAuthorized, "Unknown patient MUELLER^HANS") { IsCommentPrivate = true };

        foreach (var outcome in new[] { away, away, new(DimseStatus.CannotUnderstand, "No SOPInstanceUID"), byPlugin })
        {
            log.InstanceRefused(association, outcome);
            log.InstanceAnswered(association, request, outcome.Status, 1, TimeSpan.Zero);
        }

        var refused = _lines.Lines.Where(line => line.Text.Contains("is answered")).ToList();
        refused.Select(line => line.Level).Should().Equal(LogLevel.Warning, LogLevel.Debug, LogLevel.Warning, LogLevel.Warning);
        refused[0].Text.Should().Contain("CT1").And.Contain("A700H: The store cannot take the instance now: s3:PutObject is").And.NotContain("\n");
        refused[2].Text.Should().EndWith("No SOPInstanceUID");
        refused[3].Text.Should().Contain("a plugin handler refused it").And.NotContain("MUELLER");
    }

    [Fact]
    public async Task An_association_is_one_Information_line_and_a_probe_is_none()
    {
        var loggers = new CapturedLoggers(_lines);
        await using var server = await TestServer.StartAsync(loggers: loggers);
        await using (await TestPeer.ConnectAsync(server.EndPoint))
        {
            // Says nothing and goes.
        }
        await using (var peer = await TestPeer.AssociatedAsync(server.EndPoint, "CT_1"))
        {
            await peer.EchoAsync();
            await peer.ReleaseAsync();
            await peer.ReadAsync();
        }
        // A drain ends when every connection has.
        await server.Server.DrainAsync(new CancellationToken(canceled: true));

        var told = _lines.Lines.Where(line => line.Level >= LogLevel.Information).ToList();
        told.Should().ContainSingle().Which.Text.Should().MatchRegex(
            @"^Association \S+ of CT_1 \(127\.0\.0\.1:\d+\) to STORESCP ended: Released; 0 instances, 0 B, no statuses, 1 messages in \d");
        _lines.Lines.Should().Contain(line => line.Level == LogLevel.Debug && line.Text.Contains("said nothing and went"));
    }

    private sealed class CapturedLoggers(CapturedLog<AssociationLog> lines) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) =>
            categoryName == typeof(AssociationLog).FullName ? lines : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
