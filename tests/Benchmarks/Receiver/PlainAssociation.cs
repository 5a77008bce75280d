using System.Buffers.Binary;
using System.Net.Sockets;

namespace StoreScp.Benchmarks.Receiver;

/// <summary>One association of the plain receiver. It trusts its peer, the generator, in everything but PDU boundaries.</summary>
public sealed class PlainAssociation(Socket socket, KeptDirectory? directory) : IDisposable
{
    private const int MaximumLength = 131072;
    private readonly byte[] _buffer = new byte[2 * (MaximumLength + 6)];
    private int _start;
    private int _end;
    private PlainCommand _command;
    private KeptFile? _file;

    public void Run()
    {
        while (true)
        {
            if (!Fill(6))
                return;
            var type = _buffer[_start];
            var length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + 2)));
            if (type == 4)
            {
                _start += 6;
                ReadData(length);
                continue;
            }

            if (!Fill(6 + length))
                return;
            var body = _buffer.AsSpan(_start + 6, length);
            _start += 6 + length;
            if (type == 1)
                Send(PlainAnswers.AssociateAC(body, MaximumLength));
            else if (type == 5)
                Send(PlainAnswers.ReleaseRP);
            else
                return;
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>The presentation data values of one P-DATA-TF (PS3.8 §9.3.5.1).</summary>
    private void ReadData(int remaining)
    {
        while (remaining > 0)
        {
            Need(6);
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start)) - 2;
            var control = _buffer[_start + 5];
            _start += 6;
            remaining -= 6 + length;
            if ((control & 1) != 0)
            {
                Need(length);
                _command = PlainCommand.Read(_buffer.AsSpan(_start, length));
                _start += length;
                _file = directory?.Create();
                _file?.Append(PlainAnswers.FileHead(_command));
            }
            else
            {
                Pass(length);
                if ((control & 2) != 0)
                    EndOfInstance();
            }
        }
    }

    private void Pass(int length)
    {
        while (length > 0)
        {
            if (_start == _end)
                Need(1);
            var take = Math.Min(length, _end - _start);
            _file?.Append(_buffer.AsSpan(_start, take));
            _start += take;
            length -= take;
        }
    }

    private void EndOfInstance()
    {
        _file?.Keep(_command.AffectedSOPInstanceUID);
        _file?.Dispose();
        _file = null;
        Send(PlainAnswers.CStoreRSP(_command));
    }

    private void Need(int count)
    {
        if (!Fill(count))
            throw new InvalidDataException("The connection ended inside a PDU.");
    }

    private bool Fill(int wanted)
    {
        if (_end - _start >= wanted)
            return true;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < wanted)
        {
            var read = socket.Receive(_buffer.AsSpan(_end));
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    private void Send(ReadOnlySpan<byte> pdu) => socket.Send(pdu);
}
