using System.Collections.Concurrent;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Server.Cli;

namespace StoreScp.Server.Sending;

/// <summary>Sends files over several associations; each takes the next file when it is done with one.</summary>
internal sealed class Sender(
    PeerConnector connector, PeerSelection peer, RequestorOptions options, SendSummary summary, Action<FileToSend> onDone, TimeProvider time)
{
    /// <summary>Associations lost one after the other, with nothing answered in between, before an association's worker gives up.</summary>
    private const int MaximumLosses = 3;

    public async Task SendAsync(IReadOnlyList<FileToSend> files, int associationCount, CancellationToken cancellation)
    {
        foreach (var group in ContextGroup.Of(files))
        {
            var waiting = new ConcurrentQueue<FileToSend>(group.Files);
            var workers = Enumerable.Range(0, Math.Min(associationCount, group.Files.Count))
                .Select(_ => WorkAsync(group, waiting, cancellation));
            var reason = (await Task.WhenAll(workers)).FirstOrDefault(reason => reason is not null) ?? "no association was left";
            while (waiting.TryDequeue(out var left))
                NotSent(left, reason);
        }
    }

    /// <summary>Null when nothing was left to send, else why it gave up.</summary>
    private async Task<string?> WorkAsync(ContextGroup group, ConcurrentQueue<FileToSend> waiting, CancellationToken cancellation)
    {
        var contexts = group.Contexts.Select(context => (context.SOPClassUID, new[] { context.TransferSyntaxUID })).ToList();
        var reason = "";
        for (var losses = 0; losses < MaximumLosses && !waiting.IsEmpty;)
        {
            try
            {
                await using var outgoing = await OutgoingAssociation.OpenAsync(connector, peer, contexts, options, time, cancellation);
                var (answered, loss) = await SendUntilLostAsync(outgoing.Association, waiting, cancellation);
                if (loss is null)
                    return null;
                losses = answered ? 1 : losses + 1;
                reason = loss;
            }
            catch (PeerUnreachableException e)
            {
                return e.Message;
            }
        }
        return waiting.IsEmpty ? null : reason;
    }

    private async Task<(bool Answered, string? Loss)> SendUntilLostAsync(
        RequestorAssociation association, ConcurrentQueue<FileToSend> waiting, CancellationToken cancellation)
    {
        var answered = false;
        while (waiting.TryDequeue(out var file))
        {
            try
            {
                answered |= await SendOneAsync(association, file, cancellation);
            }
            catch (Exception e) when (OutgoingAssociation.IsPeersFault(e))
            {
                NotSent(file, e.Message);
                return (answered, e.Message);
            }
        }
        try
        {
            await association.ReleaseAsync(cancellation);
        }
        catch (Exception e) when (OutgoingAssociation.IsPeersFault(e))
        {
            // Everything was answered: how the peer says goodbye changes nothing.
        }
        return (answered, null);
    }

    private async Task<bool> SendOneAsync(RequestorAssociation association, FileToSend file, CancellationToken cancellation)
    {
        var context = association.Contexts.FirstOrDefault(
            context => context.AbstractSyntax == file.SOPClassUID && context.TransferSyntax == file.TransferSyntaxUID);
        if (context is null)
        {
            NotSent(file, $"the peer does not accept {DicomUIDs.NameOf(file.SOPClassUID)} in {DicomUIDs.NameOf(file.TransferSyntaxUID)}");
            return false;
        }
        FileStream stream;
        try
        {
            stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NotSent(file, e.Message);
            return false;
        }
        await using (stream)
        {
            stream.Seek(file.DataSetPosition, SeekOrigin.Begin);
            // The association numbers its messages itself.
            var request = new CStoreRQ
            {
                PresentationContextID = context.ID,
                MessageID = 0,
                AffectedSOPClassUID = file.SOPClassUID,
                AffectedSOPInstanceUID = file.SOPInstanceUID,
            };
            var response = await association.StoreAsync(request, stream, cancellation);
            summary.Answered(file, response.Status, response.ErrorComment);
            onDone(file);
        }
        return true;
    }

    private void NotSent(FileToSend file, string reason)
    {
        summary.NotSent(file.Path, reason);
        onDone(file);
    }
}
