using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StoreScp.Benchmarks.Generator;

/// <summary>One association of the load generator: connect, associate, store, release.</summary>
public sealed class GeneratorAssociation : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly PeerReader _reader;

    public GeneratorAssociation() => _reader = new PeerReader(_socket);

    /// <summary>Maximum Length Received as the server announced it.</summary>
    public int AnnouncedLength { get; private set; }

    /// <summary>Returns null when the association is established, else how it was refused.</summary>
    public async Task<string?> EstablishAsync(int port, ReadOnlyMemory<byte> associateRQ, CancellationToken cancellation)
    {
        try
        {
            await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            await _socket.SendAsync(associateRQ, SocketFlags.None, cancellation);
            var (type, body) = await _reader.ReadPduAsync(cancellation);
            return type switch
            {
                2 => Accepted(body.Span),
                3 => $"rejected {body.Span[1]}/{body.Span[2]}/{body.Span[3]}",
                7 => $"aborted {body.Span[2]}/{body.Span[3]}",
                0 => "closed without an answer",
                _ => $"answered with PDU type {type}",
            };
        }
        catch (SocketException refused)
        {
            return $"connection failed: {refused.SocketErrorCode}";
        }
    }

    /// <summary>Sends one message whole and waits for its response.</summary>
    public async Task<(ushort Status, long ResponseTicks)> StoreAsync(MessageHead message, long instanceNumber, CancellationToken cancellation)
    {
        var messageId = message.Next(instanceNumber);
        await _socket.SendAsync(message.Buffers, SocketFlags.None);
        var sent = Stopwatch.GetTimestamp();
        return (await ReadResponseAsync(messageId, cancellation), Stopwatch.GetTimestamp() - sent);
    }

    /// <summary>Sends a part of a message; for senders that do not send it whole.</summary>
    public async Task SendPartAsync(ReadOnlyMemory<byte> part, CancellationToken cancellation) =>
        await _socket.SendAsync(part, SocketFlags.None, cancellation);

    public async Task<ushort> ReadResponseAsync(ushort messageId, CancellationToken cancellation)
    {
        var (type, body) = await _reader.ReadPduAsync(cancellation);
        if (type != 4)
            throw new InvalidDataException(type == 7 ? $"the server aborted {body.Span[2]}/{body.Span[3]}" : $"PDU type {type} instead of a response");
        var response = CStoreResponse.Read(body.Span);
        return response.MessageIdBeingRespondedTo == messageId
            ? response.Status
            : throw new InvalidDataException($"response to message {response.MessageIdBeingRespondedTo} instead of {messageId}");
    }

    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        await _socket.SendAsync(AssociatePdus.ReleaseRQ, SocketFlags.None, cancellation);
        var (type, _) = await _reader.ReadPduAsync(cancellation);
        if (type != 6)
            throw new InvalidDataException($"PDU type {type} instead of A-RELEASE-RP");
    }

    public void Dispose() => _socket.Dispose();

    private string? Accepted(ReadOnlySpan<byte> body)
    {
        (var accepted, AnnouncedLength) = AssociatePdus.ReadAssociateAC(body);
        return accepted ? null : "the presentation context was refused";
    }
}
