using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace StoreScp.Testing.Peers;

/// <summary>A peer on a bare socket: sends any bytes, and knows what the server answered within a deadline.</summary>
public sealed class RawPeer : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private ushort _messageId;

    private RawPeer()
    {
    }

    public static async Task<RawPeer> ConnectAsync(int port)
    {
        var peer = new RawPeer();
        await peer._socket.ConnectAsync(IPAddress.Loopback, port);
        return peer;
    }

    /// <summary>Connects and associates, and insists on an A-ASSOCIATE-AC.</summary>
    public static async Task<RawPeer> AssociateAsync(int port, AssociateRequest? request = null)
    {
        var peer = await ConnectAsync(port);
        await peer.SendAsync((request ?? new()).ToPdu());
        var answer = await peer.ReceiveAsync();
        if (answer?.Type == Wire.AssociateAC)
            return peer;
        await peer.DisposeAsync();
        throw new InvalidOperationException($"Expected A-ASSOCIATE-AC, got {answer?.ToString() ?? "the end of the connection"}.");
    }

    public async Task SendAsync(params byte[][] bytes)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        for (ReadOnlyMemory<byte> rest = Wire.Join(bytes); !rest.IsEmpty;)
            rest = rest[await _socket.SendAsync(rest, limit.Token)..];
    }

    /// <summary>Sends although the server may have ended the connection already.</summary>
    public async Task TrySendAsync(params byte[][] bytes)
    {
        try
        {
            await SendAsync(bytes);
        }
        catch (SocketException)
        {
            // The answer, which is what the test looks at, may still be in the receive buffer.
        }
    }

    /// <summary>The next PDU; null when the server has closed.</summary>
    public async Task<ReceivedPdu?> ReceiveAsync()
    {
        var header = new byte[6];
        if (!await FillAsync(header))
            return null;
        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
        return await FillAsync(body) ? new(header[0], body) : null;
    }

    /// <summary>The command set of the next response.</summary>
    public async Task<Dictionary<ushort, byte[]>> ReceiveCommandAsync()
    {
        var pdu = await ReceiveAsync();
        if (pdu?.Type != Wire.PDataTF)
            throw new InvalidOperationException($"Expected a response, got {pdu?.ToString() ?? "the end of the connection"}.");
        pdu.Body[5].Should().Be(3, "a response is one last command fragment");
        return CommandSet.Read(pdu.Body.AsSpan(6));
    }

    public async Task<ushort> ReceiveStatusAsync() => BitConverter.ToUInt16((await ReceiveCommandAsync())[0x0900]);

    public async Task<ushort> EchoAsync(byte context = 1)
    {
        await SendAsync(Wire.PData(Wire.Pdv(context, true, true, CommandSet.Echo(++_messageId).ToBytes())));
        return await ReceiveStatusAsync();
    }

    public async Task<ushort> StoreAsync(Instance instance, byte context = 3, CommandSet? command = null)
    {
        await SendStoreAsync(instance, context, command);
        return await ReceiveStatusAsync();
    }

    public async Task SendStoreAsync(Instance instance, byte context = 3, CommandSet? command = null)
    {
        await SendAsync(Wire.PData(Wire.Pdv(context, true, true, (command ?? CommandSet.Store(instance, ++_messageId)).ToBytes())));
        await SendDataSetAsync(instance.DataSet, context);
    }

    public async Task SendDataSetAsync(byte[] dataSet, byte context = 3, int fragmentBytes = 60_000)
    {
        for (var at = 0; at < dataSet.Length || at == 0; at += fragmentBytes)
        {
            var length = Math.Min(fragmentBytes, dataSet.Length - at);
            await SendAsync(Wire.PData(Wire.Pdv(context, false, at + length >= dataSet.Length, dataSet.AsSpan(at, length))));
        }
    }

    public async Task ReleaseAsync()
    {
        await SendAsync(Wire.ReleaseRequest);
        ((await ReceiveAsync())?.Type).Should().Be(Wire.ReleaseRP);
    }

    /// <summary>FIN: nothing more will come, answers are still read.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>RST instead of FIN.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <summary>Reads whatever comes until the server has closed.</summary>
    public async Task MustEndAsync()
    {
        while (await FillAsync(new byte[1]))
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> FillAsync(Memory<byte> buffer)
    {
        using var limit = new CancellationTokenSource(AnswerLimit);
        try
        {
            while (!buffer.IsEmpty)
            {
                var count = await _socket.ReceiveAsync(buffer, limit.Token);
                if (count == 0)
                    return false;
                buffer = buffer[count..];
            }
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server kept silent for {AnswerLimit.TotalSeconds} s.");
        }
    }
}
