using System.CommandLine;
using System.Globalization;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Server.Sending;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp echo</c>: asks a peer whether it is there (C-ECHO, PS3.4 Annex A).</summary>
internal static class EchoCommand
{
    public static Command Create(CommandContext context)
    {
        var to = new Argument<HostAndPort>("HOST:PORT") { Description = "The peer", CustomParser = HostAndPort.Parse! };
        var timeout = new Option<string>("--timeout") { Description = "Longest wait for an answer", DefaultValueFactory = _ => "30s", HelpName = "TIME" };
        timeout.Validators.Add(TimeoutText.Validate);
        var peer = new PeerOptionSet();
        var command = new Command("echo", "Ask a peer whether it is there (C-ECHO)") { to, timeout };
        peer.AddTo(command);
        HelpExamples.AddTo(command, "storescp echo 127.0.0.1:11112", "storescp echo archive:2762 --aec ARCHIVE --tls-ca ca.pem");
        command.SetAction((result, cancellation) => RunAsync(
            context, peer.From(result, result.GetRequiredValue(to)), TimeoutText.Read(result.GetRequiredValue(timeout)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, PeerSelection peer, TimeSpan timeout, CancellationToken cancellation)
    {
        var began = context.Time.GetTimestamp();
        var options = RequestorLimits.From(context.RequireOptions(), timeout);
        (string, string[])[] contexts =
            [(DicomUIDs.Verification, [DicomTransferSyntax.ImplicitVRLittleEndian.UID, DicomTransferSyntax.ExplicitVRLittleEndian.UID])];
        try
        {
            await using var outgoing = await OutgoingAssociation.OpenAsync(
                new PeerConnector(peer, context.Time), peer, contexts, options, context.Time, cancellation);
            if (outgoing.Association.Contexts.Count == 0)
                throw new CommandException(ExitCode.Failed, $"{peer.CalledAETitle} at {peer.Peer} does not accept Verification.");
            var status = await outgoing.Association.EchoAsync(cancellation);
            await outgoing.Association.ReleaseAsync(cancellation);
            var milliseconds = context.Time.GetElapsedTime(began).TotalMilliseconds;
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{peer.CalledAETitle} at {peer.Peer} answered {status} in {milliseconds:0} ms"));
            return status == DimseStatus.Success ? ExitCode.Success : ExitCode.Failed;
        }
        catch (PeerUnreachableException e)
        {
            throw new CommandException(ExitCode.Failed, e.Message, e);
        }
        catch (Exception e) when (OutgoingAssociation.IsPeersFault(e))
        {
            throw new CommandException(ExitCode.Failed, $"{peer.CalledAETitle} at {peer.Peer} did not answer: {e.Message}", e);
        }
    }
}
