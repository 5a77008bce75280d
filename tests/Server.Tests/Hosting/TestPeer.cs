using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Server.Tests.Hosting;

/// <summary>A peer that speaks bytes: it can stop anywhere, and sees exactly what the server sends.</summary>
internal sealed class TestPeer : IAsyncDisposable
{
    public const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const byte CommitmentContext = 5;
    private const string StorageCommitment = "1.2.840.10008.1.20.1";
    private const string Verification = "1.2.840.10008.1.1";
    private const string ImplicitVRLittleEndian = "1.2.840.10008.1.2";

    private readonly Stream _stream;

    private TestPeer(Stream stream) => _stream = stream;

    public static async Task<TestPeer> ConnectAsync(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        return new(new NetworkStream(socket, ownsSocket: true));
    }

    public static TestPeer Over(Stream stream) => new(stream);

    /// <summary>Associated, or the test fails.</summary>
    public static async Task<TestPeer> AssociatedAsync(IPEndPoint server, string callingAETitle = "TEST")
    {
        var peer = await ConnectAsync(server);
        (await peer.AssociateAsync(callingAETitle)).Type.Should().Be(PduType.AAssociateAC);
        return peer;
    }

    public async Task<Answer> AssociateAsync(string callingAETitle = "TEST", string calledAETitle = "STORESCP")
    {
        await SendAsync(new AAssociateRQ
        {
            CallingAETitle = callingAETitle,
            CalledAETitle = calledAETitle,
            PresentationContexts = [new(1, Verification, [ImplicitVRLittleEndian]), new(3, CTImageStorage, [ImplicitVRLittleEndian])],
            UserInformation = new() { MaximumLength = new(16384), ImplementationClassUID = new("1.2.3") },
        }.ToBytes());
        return await ReadAsync();
    }

    /// <summary>Associates with storage commitment as well, and asks for one; the answer is for <see cref="ReadAsync"/>.</summary>
    public async Task RequestCommitmentAsync(byte[] dataSet)
    {
        await SendAsync(new AAssociateRQ
        {
            CallingAETitle = "TEST",
            CalledAETitle = "STORESCP",
            PresentationContexts =
                [new(3, CTImageStorage, [ImplicitVRLittleEndian]), new(CommitmentContext, StorageCommitment, [ImplicitVRLittleEndian])],
            UserInformation = new() { MaximumLength = new(16384), ImplementationClassUID = new("1.2.3") },
        }.ToBytes());
        (await ReadAsync()).Type.Should().Be(PduType.AAssociateAC);
        var command = Whole(
            (0x0003, Padded(StorageCommitment)), (0x0100, [0x30, 0x01]), (0x0110, [1, 0]), (0x0800, [0, 0]), (0x1001, Padded(StorageCommitment + ".1")),
            (0x1008, [1, 0]));
        await SendAsync([.. Message(CommitmentContext, command), .. PData(CommitmentContext, 0x02, dataSet)]);
    }

    /// <summary>N-EVENT-REPORT-RSP with Success.</summary>
    public Task AnswerReportAsync(ushort messageID) => SendAsync(Message(CommitmentContext, Whole(
        (0x0002, Padded(StorageCommitment)), (0x0100, [0x00, 0x81]), (0x0120, [(byte)messageID, (byte)(messageID >> 8)]), (0x0800, [0x01, 0x01]), (0x0900, [0, 0]))));

    public async Task<Answer> EchoAsync()
    {
        await SendAsync(Message(1, Command(0x0030, Verification, null)));
        return await ReadAsync();
    }

    /// <summary>Sends a whole C-STORE-RQ; the answer is for <see cref="ReadAsync"/>.</summary>
    public async Task SendStoreAsync(string sopInstanceUID, byte[] dataSet)
    {
        await SendAsync(Message(3, Command(0x0001, CTImageStorage, sopInstanceUID)));
        await SendAsync(PData(3, 0x02, dataSet));
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    public Task ReleaseAsync() => SendAsync(AReleaseRQ.Instance.ToBytes());

    /// <summary>The next PDU; type 0 when the server has closed.</summary>
    public async Task<Answer> ReadAsync()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var header = new byte[6];
        try
        {
            if (await _stream.ReadAtLeastAsync(header, 6, throwOnEndOfStream: false, guard.Token) < 6)
                return new(0, []);
        }
        catch (IOException)
        {
            return new(0, []);
        }
        var body = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
        await _stream.ReadExactlyAsync(body, guard.Token);
        return new((PduType)header[0], body);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static byte[] Command(ushort field, string sopClassUID, string? sopInstanceUID)
    {
        byte[] code = [(byte)field, (byte)(field >> 8)];
        return sopInstanceUID is null
            ? Whole((0x0002, Padded(sopClassUID)), (0x0100, code), (0x0110, [1, 0]), (0x0800, [0x01, 0x01]))
            : Whole(
                (0x0002, Padded(sopClassUID)), (0x0100, code), (0x0110, [1, 0]), (0x0700, [0, 0]), (0x0800, [0x00, 0x00]),
                (0x1000, Padded(sopInstanceUID)));
    }

    /// <summary>A command set: its elements behind their length.</summary>
    private static byte[] Whole(params (ushort Element, byte[] Value)[] elements)
    {
        using var command = new MemoryStream();
        foreach (var (element, value) in elements)
            Element(command, element, value);
        using var whole = new MemoryStream();
        Element(whole, 0x0000, BitConverter.GetBytes((uint)command.Length));
        whole.Write(command.ToArray());
        return whole.ToArray();
    }

    private static void Element(MemoryStream stream, ushort element, byte[] value)
    {
        stream.Write([0, 0, (byte)element, (byte)(element >> 8)]);
        stream.Write(BitConverter.GetBytes((uint)value.Length));
        stream.Write(value);
    }

    private static byte[] Padded(string uid) => Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + '\0');

    private static byte[] Message(byte context, byte[] command) => PData(context, 0x03, command);

    private static byte[] PData(byte context, byte control, byte[] fragment)
    {
        var pdu = new byte[12 + fragment.Length];
        pdu[0] = 4;
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), (uint)(6 + fragment.Length));
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(6), (uint)(2 + fragment.Length));
        pdu[10] = context;
        pdu[11] = control;
        fragment.CopyTo(pdu, 12);
        return pdu;
    }

    /// <summary>A PDU as it came.</summary>
    internal sealed record Answer(PduType Type, byte[] Body)
    {
        /// <summary>Result/source/reason of an A-ASSOCIATE-RJ.</summary>
        public string Rejection => Type == PduType.AAssociateRJ ? $"{Body[1]}/{Body[2]}/{Body[3]}" : $"{Type}";
    }
}
