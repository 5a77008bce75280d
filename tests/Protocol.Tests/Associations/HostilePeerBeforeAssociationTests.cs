using System.Buffers.Binary;
using System.Text;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

/// <summary>What a hostile or broken peer may do before it is associated: the standard's answer is A-ABORT by the service-user, without a reason (AA-1).</summary>
public sealed class HostilePeerBeforeAssociationTests
{
    private readonly Acceptor _acceptor = new Acceptor().Start();

    [Fact]
    public async Task Http_request_is_aborted_without_waiting()
    {
        await _acceptor.Peer.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));

        (await _acceptor.Peer.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
        (await _acceptor.Running).End.Kind.Should().Be(AssociationEndKind.AbortedByUs);
    }

    [Fact]
    public async Task TLS_client_hello_is_aborted_without_waiting()
    {
        await _acceptor.Peer.SendAsync([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03]);

        (await _acceptor.Peer.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
        (await _acceptor.Running).End.Kind.Should().Be(AssociationEndKind.AbortedByUs);
    }

    [Fact]
    public Task PDU_type_0_is_aborted() => AbortsAsync(Wire.Pdu(0, 0, 0, 0, 0));

    [Fact]
    public Task PDU_type_8_is_aborted() => AbortsAsync(Wire.Pdu(8, 0, 0, 0, 0));

    [Fact]
    public Task P_DATA_TF_before_association_is_aborted() => AbortsAsync(Wire.EchoRQ());

    [Fact]
    public Task A_RELEASE_RQ_before_association_is_aborted() => AbortsAsync(Wire.ReleaseRQ);

    [Fact]
    public Task A_RELEASE_RP_before_association_is_aborted() => AbortsAsync(AReleaseRP.Instance.ToBytes());

    [Fact]
    public Task A_ASSOCIATE_RJ_from_the_requestor_is_aborted() => AbortsAsync(AAssociateRJ.NoReasonGiven.ToBytes());

    [Fact]
    public Task A_ASSOCIATE_AC_from_the_requestor_is_aborted() => AbortsAsync(new AAssociateAC().ToBytes());

    [Fact]
    public async Task A_ABORT_before_association_closes_without_an_answer()
    {
        await _acceptor.Peer.SendAsync(Wire.AbortByUser);

        (await _acceptor.Peer.ReceiveAsync()).Should().BeNull();
        (await _acceptor.Running).End.Kind.Should().Be(AssociationEndKind.AbortedByPeer);
    }

    [Fact]
    public async Task A_ASSOCIATE_RQ_with_length_of_4_GiB_is_aborted_without_allocation()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await AbortsAsync(Wire.Pdu(1, 0xFFFFFFFF));

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public Task A_ASSOCIATE_RQ_one_byte_over_the_limit_is_aborted() =>
        AbortsAsync(Wire.Pdu(1, (uint)new AcceptorOptions().MaximumAssociateBytes + 1));

    [Fact]
    public Task A_ASSOCIATE_RQ_of_length_0_is_aborted() => AbortsAsync(Wire.Pdu(1, 0u));

    [Fact]
    public Task A_ASSOCIATE_RQ_shorter_than_its_fixed_fields_is_aborted() => AbortsAsync(Wire.Pdu(1, new byte[67]));

    [Fact]
    public Task A_ABORT_of_length_5_is_aborted() => AbortsAsync(Wire.Pdu(7, 5, 0, 0, 0, 0, 0));

    [Fact]
    public Task Item_longer_than_its_PDU_is_aborted() => AbortsAsync(WithItems([0x10, 0, 0xFF, 0xFF, 0x31]));

    [Fact]
    public Task Bytes_left_over_after_the_last_item_are_aborted() => AbortsAsync(WithItems([0x10, 0, 0]));

    [Fact]
    public Task Presentation_context_shorter_than_its_fixed_fields_is_aborted() => AbortsAsync(WithItems(Item(0x20, 1, 0, 0)));

    [Fact]
    public Task Presentation_context_without_abstract_syntax_is_aborted() =>
        AbortsAsync(WithItems(Item(0x20, [1, 0, 0, 0, .. Item(0x40, "1.2")])));

    [Fact]
    public Task Transfer_syntax_longer_than_its_context_is_aborted() =>
        AbortsAsync(WithItems(Item(0x20, [1, 0, 0, 0, .. Item(0x30, "1.2"), 0x40, 0, 0x01, 0x00, 0x31])));

    [Fact]
    public Task Even_presentation_context_ID_is_aborted() => AbortsAsync(
        Wire.Request(new PresentationContextRQ(2, DicomUIDs.Verification, [DicomUIDs.ImplicitVRLittleEndian])).ToBytes());

    [Fact]
    public Task Presentation_context_ID_used_twice_is_aborted() => AbortsAsync(
        Wire.Request(
            new PresentationContextRQ(1, DicomUIDs.Verification, [DicomUIDs.ImplicitVRLittleEndian]),
            new PresentationContextRQ(1, Wire.CT, [DicomUIDs.ImplicitVRLittleEndian])).ToBytes());

    [Theory]
    [InlineData(0x51, new byte[] { 0, 0, 1 })]
    [InlineData(0x53, new byte[] { 0, 1, 0 })]
    [InlineData(0x54, new byte[] { 0, 9, 0x31 })]
    [InlineData(0x54, new byte[] { 0, 1, 0x31, 1 })]
    [InlineData(0x56, new byte[] { 0xFF, 0xFF })]
    [InlineData(0x57, new byte[] { 0, 1, 0x31, 0, 1 })]
    [InlineData(0x57, new byte[] { 0, 1, 0x31, 0, 1, 0x31, 0, 3, 0, 9, 0x31 })]
    [InlineData(0x58, new byte[] { 1 })]
    [InlineData(0x58, new byte[] { 2, 0, 0, 1, 0x61, 0, 9 })]
    [InlineData(0x59, new byte[] { 0, 5, 1 })]
    public Task User_information_sub_item_shorter_than_its_fields_is_aborted(byte type, byte[] body) =>
        AbortsAsync(WithItems(Item(0x50, Item(type, body))));

    [Fact]
    public async Task Request_of_8_000_role_selections_costs_no_more_than_its_bytes_allow()
    {
        var roles = Enumerable.Range(0, 8_000).SelectMany(_ => Item(0x54, 0, 0, 0, 0)).ToArray();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await _acceptor.Peer.SendAsync(WithItems([.. Item(0x10, AAssociateRQ.DicomApplicationContextName), .. Item(0x50, roles)]));

        await _acceptor.ShouldRejectAsync(AAssociateRJ.NoReasonGiven);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(32 * 1024 * 1024);
    }

    [Fact]
    public Task Protocol_version_0_is_rejected() => RejectsAsync(AAssociateRJ.ProtocolVersionNotSupported, Wire.Request() with { ProtocolVersion = 0 });

    [Fact]
    public Task Protocol_version_2_without_1_is_rejected() => RejectsAsync(AAssociateRJ.ProtocolVersionNotSupported, Wire.Request() with { ProtocolVersion = 2 });

    [Fact]
    public Task Other_application_context_is_rejected() => RejectsAsync(AAssociateRJ.ApplicationContextNameNotSupported, Wire.Request() with { ApplicationContextName = "1.2.3" });

    [Fact]
    public async Task Missing_application_context_is_rejected()
    {
        await _acceptor.Peer.SendAsync(WithItems(Item(0x20, [1, 0, 0, 0, .. Item(0x30, "1.2"), .. Item(0x40, "1.2")])));

        await _acceptor.ShouldRejectAsync(AAssociateRJ.ApplicationContextNameNotSupported);
    }

    [Fact]
    public Task Empty_called_AE_title_is_rejected() => RejectsAsync(AAssociateRJ.CalledAETitleNotRecognized, Wire.Request() with { CalledAETitle = "   " });

    [Fact]
    public async Task Control_characters_in_the_calling_AE_title_are_rejected_and_never_seen_raw()
    {
        await _acceptor.Peer.SendAsync((Wire.Request() with { CallingAETitle = "A\r\n\u001B[31mB" }).ToBytes());

        var summary = await _acceptor.ShouldRejectAsync(AAssociateRJ.CallingAETitleNotRecognized);

        summary.CallingAETitle.Should().Be(@"A\\\[31mB");
    }

    [Fact]
    public Task Request_without_presentation_contexts_is_rejected() => RejectsAsync(AAssociateRJ.NoReasonGiven, Wire.Request() with { PresentationContexts = [] });

    [Fact]
    public Task Maximum_length_too_small_for_any_message_is_rejected() =>
        RejectsAsync(AAssociateRJ.NoReasonGiven, Wire.Request() with { UserInformation = new UserInformation { MaximumLength = new MaximumLength(7) } });

    [Fact]
    public async Task Second_PDU_after_a_rejection_is_ignored_and_a_second_request_is_aborted()
    {
        await _acceptor.Peer.SendAsync((Wire.Request() with { ApplicationContextName = "1.2.3" }).ToBytes());
        (await _acceptor.Peer.ReceivePduAsync()).Should().BeOfType<AAssociateRJ>();

        await _acceptor.Peer.SendAsync(Wire.EchoRQ(), Wire.AssociateRQ);

        (await _acceptor.Peer.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu));
        (await _acceptor.EndAsync()).End.Kind.Should().Be(AssociationEndKind.Rejected);
    }

    [Fact]
    public async Task Connection_closed_inside_the_request_is_lost()
    {
        await _acceptor.Peer.SendAsync(Wire.AssociateRQ[..50]);

        (await _acceptor.EndAsync()).End.Kind.Should().Be(AssociationEndKind.ConnectionLost);
    }

    [Fact]
    public async Task Connection_closed_without_a_byte_is_a_silent_probe()
    {
        (await _acceptor.EndAsync()).End.Kind.Should().Be(AssociationEndKind.SilentProbe);
    }

    [Fact]
    public async Task Connection_reset_without_a_byte_is_a_silent_probe()
    {
        _acceptor.Peer.Reset();

        (await _acceptor.Running).End.Kind.Should().Be(AssociationEndKind.SilentProbe);
    }

    [Fact]
    public async Task Connection_reset_while_the_answer_is_on_its_way_is_lost()
    {
        Acceptor acceptor = null!;
        acceptor = new Acceptor
        {
            Check = _ =>
            {
                acceptor.Peer.Reset();
                return null;
            },
        }.Start();
        await acceptor.Peer.SendAsync(Wire.AssociateRQ);

        (await acceptor.Running).End.Kind.Should().Be(AssociationEndKind.ConnectionLost);
    }

    private async Task AbortsAsync(byte[] bytes)
    {
        await _acceptor.Peer.SendAsync(bytes);

        var summary = await _acceptor.ShouldAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);

        summary.End.Kind.Should().Be(AssociationEndKind.AbortedByUs);
        summary.WasEstablished.Should().BeFalse();
        _acceptor.Failures.Should().BeEmpty();
    }

    private async Task RejectsAsync(AAssociateRJ rejection, AAssociateRQ request)
    {
        await _acceptor.Peer.SendAsync(request.ToBytes());

        await _acceptor.ShouldRejectAsync(rejection);
    }

    private static byte[] WithItems(byte[] items)
    {
        var body = new byte[68 + items.Length];
        BinaryPrimitives.WriteUInt16BigEndian(body, 1);
        "STORESCP        MODALITY        "u8.CopyTo(body.AsSpan(4));
        items.CopyTo(body, 68);
        return Wire.Pdu(1, body);
    }

    private static byte[] Item(byte type, string text) => Item(type, Encoding.ASCII.GetBytes(text));

    private static byte[] Item(byte type, params byte[] body) => [type, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body];
}
