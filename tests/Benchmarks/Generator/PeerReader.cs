using System.Buffers.Binary;
using System.Net.Sockets;

namespace StoreScp.Benchmarks.Generator;

/// <summary>Reads the server's small PDUs, however it cuts them into TCP segments.</summary>
public sealed class PeerReader(Socket socket)
{
    private readonly byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    /// <summary>The next PDU: its type and its body, which is valid until the next call. Type 0 is the end of the connection.</summary>
    public async ValueTask<(byte Type, ReadOnlyMemory<byte> Body)> ReadPduAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(6, cancellation))
            return default;
        var length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 2)));
        if (length > _buffer.Length - 6)
            throw new InvalidDataException($"The server sent a PDU of {length} bytes.");
        if (!await FillAsync(6 + length, cancellation))
            return default;
        var pdu = (_buffer[_start], (ReadOnlyMemory<byte>)_buffer.AsMemory(_start + 6, length));
        _start += 6 + length;
        return pdu;
    }

    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellation)
    {
        if (_end - _start < wanted && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        while (_end - _start < wanted)
        {
            var read = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellation);
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }
}
