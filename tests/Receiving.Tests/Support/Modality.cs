using System.Buffers;
using System.Buffers.Binary;
using StoreScp.Protocol.Pdus;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.Support;

/// <summary>A sender in memory with PDUs of its own making.</summary>
public sealed class Modality(MemoryConnection connection)
{
    private const byte ContextID = 1;
    private ushort _messageID;

    /// <summary>Fragment length of the data sets it sends.</summary>
    public int FragmentBytes { get; set; } = 32 * 1024;

    public async Task AssociateAsync(string sopClassUID, string transferSyntaxUID)
    {
        var request = new AAssociateRQ
        {
            CalledAETitle = "STORESCP",
            CallingAETitle = "MODALITY",
            PresentationContexts = [new PresentationContextRQ(ContextID, sopClassUID, [transferSyntaxUID])],
            UserInformation = new UserInformation
            {
                MaximumLength = new MaximumLength(16_384),
                ImplementationClassUID = new ImplementationClassUID("1.2.3"),
                ImplementationVersionName = new ImplementationVersionName("TEST_1"),
            },
        };
        await connection.Output.WriteAsync(request.ToBytes());
        (await ReceiveAsync())[0].Should().Be(0x02, "the association is accepted");
    }

    public Task<(ushort Status, string? Comment)> StoreAsync(SyntheticInstance instance) =>
        StoreAsync(instance.SOPClassUID, instance.SOPInstanceUID, instance.DataSetToArray());

    public async Task<(ushort Status, string? Comment)> StoreAsync(string sopClassUID, string sopInstanceUID, byte[] dataSet)
    {
        await SendAsync(sopClassUID, sopInstanceUID, dataSet, lastFragment: true);
        return await ReceiveResponseAsync();
    }

    /// <summary>Sends a request and its data set; without the last fragment the peer goes on waiting.</summary>
    public async Task SendAsync(string sopClassUID, string sopInstanceUID, byte[] dataSet, bool lastFragment)
    {
        await SendPdvAsync(CommandSet.CStoreRQ(++_messageID, sopClassUID, sopInstanceUID), control: 3);
        for (var at = 0; at < dataSet.Length; at += FragmentBytes)
        {
            var length = Math.Min(FragmentBytes, dataSet.Length - at);
            var isLast = lastFragment && at + length == dataSet.Length;
            await SendPdvAsync(dataSet.AsMemory(at, length), (byte)(isLast ? 2 : 0));
        }
    }

    public async Task<(ushort Status, string? Comment)> ReceiveResponseAsync()
    {
        var pdu = await ReceiveAsync();
        pdu[0].Should().Be(0x04, "a response is a P-DATA-TF");
        return CommandSet.ReadResponse(pdu.AsSpan(12));
    }

    public async Task ReleaseAsync()
    {
        await connection.Output.WriteAsync(new byte[] { 5, 0, 0, 0, 0, 4, 0, 0, 0, 0 });
        (await ReceiveAsync())[0].Should().Be(0x06);
        await connection.Output.CompleteAsync();
    }

    /// <summary>Sends bytes that may be anything.</summary>
    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => await connection.Output.WriteAsync(bytes);

    /// <summary>The connection is gone.</summary>
    public async Task DropAsync() => await connection.Output.CompleteAsync();

    private async Task SendPdvAsync(ReadOnlyMemory<byte> fragment, byte control)
    {
        var header = new byte[12];
        header[0] = 4;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(2), fragment.Length + 6);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(6), fragment.Length + 2);
        header[10] = ContextID;
        header[11] = control;
        await connection.Output.WriteAsync(header);
        await connection.Output.WriteAsync(fragment);
    }

    private async Task<byte[]> ReceiveAsync()
    {
        while (true)
        {
            var read = await connection.Input.ReadAsync(TestContext.Current.CancellationToken);
            if (read.Buffer.Length >= 6)
            {
                var header = read.Buffer.Slice(0, 6).ToArray();
                var length = 6 + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(2));
                if (read.Buffer.Length >= length)
                {
                    var pdu = read.Buffer.Slice(0, length).ToArray();
                    connection.Input.AdvanceTo(read.Buffer.GetPosition(length));
                    return pdu;
                }
            }
            read.IsCompleted.Should().BeFalse("an answer is awaited");
            connection.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
