using FsCheck;
using FsCheck.Fluent;
using StoreScp.Protocol.Pdus;

namespace StoreScp.Fuzz.Tests.Seeds;

/// <summary>Well-formed control PDUs with any number of presentation contexts and every sub-item of the user information (PS3.8 §9.3, PS3.7 Annex D).</summary>
internal static class PduGenerator
{
    private static readonly Gen<string> UID = Gen.Choose(1, 60).Select(length => "1.2." + new string('3', length));
    private static readonly Gen<string> Title = Gen.Elements("STORESCP", "A", "SIXTEEN_CHARS_OK", "WITH SPACE");
    private static readonly Gen<ReadOnlyMemory<byte>> Bytes = Gen.ArrayOf(Gen.Choose(0, 255)).Select(values => new ReadOnlyMemory<byte>([.. values.Select(value => (byte)value)]));

    private static readonly Gen<CommonExtendedNegotiation> Common =
        from sopClass in UID
        from serviceClass in UID
        from related in Gen.ArrayOf(UID)
        select new CommonExtendedNegotiation(sopClass, serviceClass, related);

    private static readonly Gen<UserInformation> Information =
        from maximum in Gen.Choose(0, int.MaxValue)
        from window in Gen.Zip(Gen.Choose(0, 0xFFFF), Gen.Choose(0, 0xFFFF))
        from roles in Gen.ArrayOf(UID.Select(uid => new RoleSelection(uid, true, false)))
        from extended in Gen.ArrayOf(Gen.Zip(UID, Bytes).Select(pair => new ExtendedNegotiation(pair.Item1, pair.Item2)))
        from common in Gen.ArrayOf(Common)
        from type in Gen.Elements(Enum.GetValues<UserIdentityType>())
        from fields in Gen.Zip(Bytes, Bytes)
        from isFull in Gen.Elements(true, false)
        select new UserInformation
        {
            MaximumLength = new MaximumLength((uint)maximum),
            ImplementationClassUID = new ImplementationClassUID("1.2.3"),
            ImplementationVersionName = new ImplementationVersionName("FUZZ"),
            AsynchronousOperationsWindow = isFull ? new AsynchronousOperationsWindow((ushort)window.Item1, (ushort)window.Item2) : null,
            RoleSelections = roles,
            ExtendedNegotiations = extended,
            CommonExtendedNegotiations = common,
            UserIdentityRQ = isFull ? new UserIdentityRQ(type, true, fields.Item1, fields.Item2) : null,
        };

    private static readonly Gen<Pdu> Request =
        from called in Title
        from calling in Title
        from count in Gen.Choose(0, 128)
        from syntaxes in Gen.Choose(1, 4).SelectMany(length => Gen.ArrayOf(UID, length))
        from abstractSyntax in UID
        from information in Information
        select (Pdu)new AAssociateRQ
        {
            CalledAETitle = called,
            CallingAETitle = calling,
            PresentationContexts = [.. Enumerable.Range(0, count).Select(i => new PresentationContextRQ((byte)((2 * i) + 1), abstractSyntax, syntaxes))],
            UserInformation = information,
        };

    private static readonly Gen<PresentationContextAC> Answer =
        from number in Gen.Choose(0, 127)
        from result in Gen.Choose(0, 4)
        from syntax in UID
        select new PresentationContextAC((byte)((2 * number) + 1), (PresentationContextResult)result, syntax);

    private static readonly Gen<Pdu> Accept =
        from contexts in Gen.ArrayOf(Answer)
        from information in Information
        select (Pdu)new AAssociateAC
        {
            PresentationContexts = contexts,
            UserInformation = information with { UserIdentityRQ = null, UserIdentityAC = new UserIdentityAC(new byte[5]) },
        };

    private static readonly Gen<Pdu> Reject =
        from result in Gen.Choose(0, 255)
        from source in Gen.Choose(0, 255)
        from reason in Gen.Choose(0, 255)
        select (Pdu)new AAssociateRJ((byte)result, (byte)source, (byte)reason);

    private static readonly Gen<Pdu> Abort = Gen.Elements(Enum.GetValues<AbortReason>()).Select(reason => (Pdu)new AAbort(AbortSource.ServiceProvider, reason));

    public static Gen<Pdu> Any { get; } = Gen.Frequency(
        (6, Request), (3, Accept), (1, Reject), (1, Abort), (1, Gen.Constant<Pdu>(AReleaseRQ.Instance)), (1, Gen.Constant<Pdu>(AReleaseRP.Instance)));
}
