using System.Buffers.Binary;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Protocol.Tests.Support;

/// <summary>Bytes on the wire, made from what they mean.</summary>
static class Wire
{
    public const string CT = DicomUIDs.CTImageStorage;
    public const byte VerificationContext = 1;
    public const byte CTContext = 3;
    public const string InstanceUID = "1.2.3.4.5";

    public static AAssociateRQ Request(params PresentationContextRQ[] contexts) => new()
    {
        CalledAETitle = "STORESCP",
        CallingAETitle = "MODALITY",
        PresentationContexts = contexts.Length > 0
            ? contexts
            : [new(VerificationContext, DicomUIDs.Verification, [DicomUIDs.ImplicitVRLittleEndian]), new(CTContext, CT, [DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian])],
        UserInformation = new UserInformation
        {
            MaximumLength = new MaximumLength(16_384),
            ImplementationClassUID = new ImplementationClassUID("1.2.3"),
            ImplementationVersionName = new ImplementationVersionName("TEST_1"),
        },
    };

    public static byte[] AssociateRQ => Request().ToBytes();

    public static byte[] ReleaseRQ => AReleaseRQ.Instance.ToBytes();

    public static byte[] AbortByUser => new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified).ToBytes();

    public static byte[] Pdu(byte type, params byte[] body) => Pdu(type, (uint)body.Length, body);

    /// <summary>A PDU whose length field says what it likes.</summary>
    public static byte[] Pdu(byte type, uint length, params byte[] body)
    {
        var bytes = new byte[6 + body.Length];
        bytes[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), length);
        body.CopyTo(bytes, 6);
        return bytes;
    }

    public static byte[] PData(params byte[][] pdvs) => Pdu(4, pdvs.SelectMany(pdv => pdv).ToArray());

    public static byte[] Pdv(byte context, bool isCommand, bool isLast, params byte[] fragment) =>
        Pdv((uint)fragment.Length + 2, context, (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0)), fragment);

    /// <summary>A presentation data value whose length and control header say what they like.</summary>
    public static byte[] Pdv(uint length, byte context, byte control, params byte[] fragment)
    {
        var bytes = new byte[6 + fragment.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, length);
        bytes[4] = context;
        bytes[5] = control;
        fragment.CopyTo(bytes, 6);
        return bytes;
    }

    public static byte[] Command(DimseCommand command) => new CommandSetWriter().Write(command).ToArray();

    public static byte[] CommandPData(byte context, DimseCommand command) => PData(Pdv(context, isCommand: true, isLast: true, Command(command)));

    public static DimseCommand Echo(ushort messageID = 1) => new()
    {
        CommandField = CommandField.CEchoRQ,
        AffectedSOPClassUID = DicomUIDs.Verification,
        MessageID = messageID,
    };

    public static DimseCommand Store(ushort messageID = 1, string instance = InstanceUID) => new()
    {
        CommandField = CommandField.CStoreRQ,
        AffectedSOPClassUID = CT,
        AffectedSOPInstanceUID = instance,
        MessageID = messageID,
        Priority = 0,
        CommandDataSetType = DimseCommand.DataSetPresent,
    };

    public static byte[] EchoRQ(ushort messageID = 1) => CommandPData(VerificationContext, Echo(messageID));

    /// <summary>A C-STORE-RQ and its data set, the latter in fragments of this size.</summary>
    public static byte[] StoreRQ(byte[] dataSet, int fragment = 100, ushort messageID = 1, byte context = CTContext)
    {
        var pieces = new List<byte>(CommandPData(context, Store(messageID)));
        for (var i = 0; i < dataSet.Length; i += fragment)
        {
            var length = Math.Min(fragment, dataSet.Length - i);
            pieces.AddRange(PData(Pdv(context, isCommand: false, isLast: i + length == dataSet.Length, dataSet[i..(i + length)])));
        }
        return [.. pieces];
    }

    public static byte[] SomeBytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31 + i / 251))];
}
