using System.Buffers;
using System.IO.Pipelines;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>A peer that sends any bytes it likes and reads PDUs one by one.</summary>
sealed class RawPeer(IDuplexPipe transport)
{
    private static readonly AcceptorOptions Limits = new();

    public async Task SendAsync(params byte[][] pieces)
    {
        foreach (var piece in pieces) await transport.Output.WriteAsync(piece);
    }

    public async Task SendByteByByteAsync(params byte[][] pieces)
    {
        foreach (var value in pieces.SelectMany(piece => piece))
        {
            await transport.Output.WriteAsync(new[] { value });
            await Task.Yield();
        }
    }

    /// <summary>The next PDU as type and body; null at the end of the connection.</summary>
    public async Task<(PduType Type, byte[] Body)?> ReceiveAsync()
    {
        while (true)
        {
            var read = await transport.Input.ReadAsync(TestContext.Current.CancellationToken);
            var buffer = read.Buffer;
            if (PduHeader.TryRead(buffer, out var header) && buffer.Length >= PduHeader.Length + header.PduLength)
            {
                var body = buffer.Slice(PduHeader.Length, header.PduLength).ToArray();
                transport.Input.AdvanceTo(buffer.GetPosition(PduHeader.Length + header.PduLength));
                return (header.Type, body);
            }
            if (read.IsCompleted) return null;
            transport.Input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>The next PDU, which is a control PDU.</summary>
    public async Task<Pdu> ReceivePduAsync()
    {
        var (type, body) = (await ReceiveAsync()) ?? throw new InvalidOperationException("The connection was closed.");
        byte[] whole = [(byte)type, 0, (byte)(body.Length >> 24), (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];
        PduReader.TryRead(new ReadOnlySequence<byte>(whole), Limits, out var pdu).Should().BeTrue();
        return pdu!;
    }

    /// <summary>The next message, whose command set came in one PDU.</summary>
    public async Task<DimseCommand> ReceiveCommandAsync()
    {
        var (type, body) = (await ReceiveAsync()) ?? throw new InvalidOperationException("The connection was closed.");
        type.Should().Be(PduType.PDataTF);
        body[5].Should().Be(3, "a response is one last command fragment");
        return CommandSetReader.Read(body.AsSpan(6));
    }

    /// <summary>Half close: no more bytes from us.</summary>
    public void Finish() => transport.Output.Complete();

    /// <summary>Gone without a word, as a reset is seen by a transport.</summary>
    public void Reset()
    {
        transport.Output.Complete(new IOException("connection reset"));
        transport.Input.Complete();
    }

    public void Close()
    {
        transport.Output.Complete();
        transport.Input.Complete();
    }
}
