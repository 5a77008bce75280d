using static StoreScp.Testing.Peers.Wire;

namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>Bytes that come before an association: PS3.8 Table 9-10, Sta2. A-ABORT there has the service-user as its source (AA-1).</summary>
internal static class BeforeAssociationCases
{
    private static readonly byte[] TlsClientHello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03, .. new byte[507]];

    public static readonly HostileCase[] All =
    [
        new("connects and closes", async site => await (await site.ConnectAsync()).DisposeAsync()),
        new("connects and resets", async site => (await site.ConnectAsync()).Reset()),
        new("half-closes at once", async site =>
        {
            var peer = await site.ConnectAsync();
            peer.HalfClose();
            await peer.MustBeClosedAsync();
        }),
        new("begins with a TLS ClientHello on the plain port", site => IsAbortedAsync(site, TlsClientHello)),
        new("speaks HTTP on the DICOM port", site => IsAbortedAsync(site, Ascii("GET / HTTP/1.1\r\nHost: storescp\r\n\r\n"))),
        new("speaks HL7 on the DICOM port", site => IsAbortedAsync(site, Ascii("\vMSH|^~\\&|HIS|ADT|||2026||ADT^A01|1|P|2.3\r\u001c\r"))),
        new("begins with a PDU of type 0", site => IsAbortedAsync(site, Pdu(0, new byte[4]))),
        new("begins with a PDU of type 8", site => IsAbortedAsync(site, Pdu(8, new byte[4]))),
        new("begins with P-DATA-TF", site => IsAbortedAsync(site, PData(Pdv(1, true, true, CommandSet.Echo().ToBytes())))),
        new("begins with A-RELEASE-RQ", site => IsAbortedAsync(site, ReleaseRequest)),
        new("begins with A-RELEASE-RP", site => IsAbortedAsync(site, ReleaseResponse)),
        new("begins with A-ASSOCIATE-AC", site => IsAbortedAsync(site, Pdu(AssociateAC, new AssociateRequest().ToBody()))),
        new("begins with A-ASSOCIATE-RJ", site => IsAbortedAsync(site, Pdu(AssociateRJ, [0, 1, 1, 1]))),
        new("begins with A-ABORT", async site => await (await site.SayAsync(AbortRequest)).MustBeClosedAsync()),
        new("announces an A-ASSOCIATE-RQ of 4 GiB", site => IsAbortedAsync(site, PduOfLength(AssociateRQ, 0xFFFF_FFFF, new byte[100]))),
        new("announces an A-ASSOCIATE-RQ of 2 GiB", site => IsAbortedAsync(site, PduOfLength(AssociateRQ, 0x7FFF_FFFF, new byte[100]))),
        new("sends an A-ASSOCIATE-RQ of length 0", site => IsAbortedAsync(site, PduOfLength(AssociateRQ, 0))),
        new("sends an A-ASSOCIATE-RQ one byte short of its fixed fields", site => IsAbortedAsync(site, Pdu(AssociateRQ, new AssociateRequest().ToBody()[..67]))),
        new("half-closes in the middle of A-ASSOCIATE-RQ", async site =>
        {
            var peer = await site.SayAsync(new AssociateRequest().ToPdu()[..90]);
            peer.HalfClose();
            await peer.MustBeClosedAsync();
        }),
        new("resets in the middle of A-ASSOCIATE-RQ", async site => (await site.SayAsync(new AssociateRequest().ToPdu()[..90])).Reset()),
    ];

    private static async Task IsAbortedAsync(HostileSite site, byte[] bytes) =>
        await (await site.SayAsync(bytes)).MustBeAbortedAsync(0, 0);
}
