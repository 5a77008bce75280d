using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

/// <summary>What a hostile or broken peer may do on an established association, and the standard's answer to each.</summary>
public sealed class HostilePeerTests
{
    private const byte CT = Wire.CTContext;

    private readonly Acceptor _acceptor = new();

    [Fact]
    public Task Unrecognized_PDU_type() => AbortsAsync(AbortReason.UnrecognizedPdu, Wire.Pdu(0x20, 1, 2, 3, 4));

    [Fact]
    public Task Second_A_ASSOCIATE_RQ() => AbortsAsync(AbortReason.UnexpectedPdu, Wire.AssociateRQ);

    [Fact]
    public Task A_RELEASE_RP_that_nobody_asked_for() => AbortsAsync(AbortReason.UnexpectedPdu, AReleaseRP.Instance.ToBytes());

    [Fact]
    public Task A_ASSOCIATE_RJ_after_acceptance() => AbortsAsync(AbortReason.UnexpectedPdu, AAssociateRJ.NoReasonGiven.ToBytes());

    [Fact]
    public Task P_DATA_TF_of_length_0() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.Pdu(4, 0u));

    [Fact]
    public Task P_DATA_TF_of_length_5() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.Pdu(4, 0, 0, 0, 2, 1));

    [Fact]
    public Task P_DATA_TF_longer_than_announced() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.Pdu(4, 262_145u));

    [Fact]
    public async Task P_DATA_TF_with_length_of_4_GiB_allocates_nothing()
    {
        await _acceptor.EstablishAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await _acceptor.Peer.SendAsync(Wire.Pdu(4, 0xFFFFFFFF));
        await _acceptor.ShouldAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public Task PDV_of_length_0() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.PData(Wire.Pdv(0, 1, 3)));

    [Fact]
    public Task PDV_of_length_1() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.PData(Wire.Pdv(1, 1, 3)));

    [Fact]
    public Task PDV_longer_than_its_PDU() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.PData(Wire.Pdv(100, 1, 3, 1, 2, 3)));

    [Fact]
    public Task PDV_of_4_GiB() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.PData(Wire.Pdv(0xFFFFFFFF, 1, 3, 1, 2, 3)));

    [Fact]
    public Task Bytes_left_over_after_the_last_PDV() =>
        AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.PData(Wire.Pdv(1, true, false, 0, 0), [0, 0, 0]));

    [Fact]
    public Task PDV_for_a_context_never_proposed() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.CommandPData(99, Wire.Echo()));

    [Fact]
    public Task PDV_for_an_even_context() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.CommandPData(2, Wire.Echo()));

    [Fact]
    public Task Data_set_without_a_command() => AbortsAsync(AbortReason.UnexpectedPduParameter, Wire.PData(Wire.Pdv(CT, false, true, 1, 2)));

    [Fact]
    public Task Data_set_fragment_in_the_middle_of_a_command() => AbortsAsync(AbortReason.UnexpectedPduParameter,
        Wire.PData(Wire.Pdv(CT, true, false, Wire.Command(Wire.Store())[..20]), Wire.Pdv(CT, false, false, 1, 2)));

    [Fact]
    public Task Command_fragment_in_the_middle_of_a_data_set() => AbortsAsync(AbortReason.UnexpectedPduParameter,
        Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2), Wire.Pdv(CT, true, true, Wire.Command(Wire.Echo()))));

    [Fact]
    public Task Command_on_two_contexts() => AbortsAsync(AbortReason.UnexpectedPduParameter,
        Wire.PData(Wire.Pdv(CT, true, false, Wire.Command(Wire.Store())[..20]), Wire.Pdv(1, true, true, Wire.Command(Wire.Store())[20..])));

    [Fact]
    public Task Data_set_on_another_context_than_its_command() =>
        AbortsAsync(AbortReason.UnexpectedPduParameter, Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(1, false, true, 1, 2)));

    [Fact]
    public Task Endless_command() =>
        AbortsAsync(AbortReason.InvalidPduParameterValue, [.. Enumerable.Repeat(Wire.PData(Wire.Pdv(CT, true, false, new byte[8000])), 9)]);

    [Fact]
    public Task Endless_empty_command_fragments() =>
        AbortsAsync(AbortReason.InvalidPduParameterValue, [.. Enumerable.Repeat(Wire.PData(Wire.Pdv(CT, true, false)), 100)]);

    [Fact]
    public Task Endless_empty_data_set_fragments() =>
        AbortsAsync(AbortReason.InvalidPduParameterValue, [Wire.CommandPData(CT, Wire.Store()), .. Enumerable.Repeat(Wire.PData(Wire.Pdv(CT, false, false)), 100)]);

    [Fact]
    public Task Empty_command() => AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.PData(Wire.Pdv(1, true, true)));

    [Fact]
    public Task Command_that_ends_inside_an_element() => AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes(Wire.Command(Wire.Echo())[..^3]));

    [Fact]
    public Task Command_element_of_4_GiB() => AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes([0, 0, 0x00, 0x10, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2]));

    [Fact]
    public Task Command_element_of_another_group() => AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes([8, 0, 0x00, 0x01, 2, 0, 0, 0, 1, 2]));

    [Fact]
    public Task Command_shorter_than_its_group_length() =>
        AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes([0, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0, 0, 0, .. Wire.Command(Wire.Echo())[12..]]));

    [Fact]
    public Task Command_without_Command_Field() => AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes([0, 0, 0x10, 0x01, 2, 0, 0, 0, 1, 0]));

    [Fact]
    public Task Command_without_Command_Data_Set_Type() => AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes([0, 0, 0x00, 0x01, 2, 0, 0, 0, 0x30, 0]));

    [Fact]
    public Task Command_Field_of_three_bytes() => AbortsAsync(AbortReason.InvalidPduParameterValue, CommandBytes([0, 0, 0x00, 0x01, 3, 0, 0, 0, 0x30, 0, 0]));

    [Fact]
    public Task Request_without_Message_ID() =>
        AbortsAsync(AbortReason.InvalidPduParameterValue, Wire.CommandPData(1, new DimseCommand { CommandField = CommandField.CEchoRQ, AffectedSOPClassUID = DicomUIDs.Verification }));

    [Fact]
    public Task Response_to_nothing() => AbortsAsync(AbortReason.UnexpectedPduParameter,
        Wire.CommandPData(1, new DimseCommand { CommandField = CommandField.CEchoRSP, MessageIDBeingRespondedTo = 1, Status = 0 }));

    [Fact]
    public async Task A_RELEASE_RQ_inside_a_data_set_is_aborted_by_the_user()
    {
        await _acceptor.EstablishAsync();

        await _acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)), Wire.ReleaseRQ);

        await _acceptor.ShouldAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
        _acceptor.Stored.Should().BeEmpty();
    }

    [Fact]
    public async Task A_RELEASE_RQ_inside_a_command_is_aborted_by_the_user()
    {
        await _acceptor.EstablishAsync();

        await _acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, true, false, Wire.Command(Wire.Store())[..20])), Wire.ReleaseRQ);

        await _acceptor.ShouldAbortAsync(AbortSource.ServiceUser, AbortReason.NotSpecified);
    }

    [Fact]
    public Task A_ASSOCIATE_RQ_inside_a_data_set() => AbortsAsync(AbortReason.UnexpectedPdu,
        Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)), Wire.AssociateRQ);

    [Fact]
    public Task Garbage_inside_a_data_set() => AbortsAsync(AbortReason.UnrecognizedPdu,
        Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)), Wire.Pdu(0x99, 0, 0, 0, 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_ABORT_is_never_answered(int stage)
    {
        await _acceptor.EstablishAsync();
        if (stage >= 1) await _acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()));
        if (stage >= 2) await _acceptor.Peer.SendAsync(Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));

        await _acceptor.Peer.SendAsync(new AAbort(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu).ToBytes());

        (await _acceptor.Peer.ReceiveAsync()).Should().BeNull();
        var end = (await _acceptor.Running).End;
        end.Kind.Should().Be(AssociationEndKind.AbortedByPeer);
        end.Abort.Should().Be(new AAbort(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu));
        _acceptor.Stored.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    public async Task Connection_that_ends_at_any_stage_is_lost_and_nothing_is_stored(int stage, bool isReset)
    {
        await _acceptor.EstablishAsync();
        if (stage >= 1) await _acceptor.Peer.SendAsync(Wire.Pdu(4, 500)[..3]);
        if (stage == 2) await _acceptor.Peer.SendAsync(Wire.Pdu(4, 500)[3..]);
        if (stage == 3) await _acceptor.Peer.SendAsync([0, 0, 8, .. Wire.Pdv(100, CT, 0, 1, 2)[..2]]);

        if (isReset) _acceptor.Peer.Reset();
        else _acceptor.Peer.Finish();

        (await _acceptor.Running).End.Kind.Should().Be(AssociationEndKind.ConnectionLost);
        _acceptor.Stored.Should().BeEmpty();
        _acceptor.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task Half_closed_peer_still_gets_its_answer()
    {
        await _acceptor.EstablishAsync();

        await _acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(50)));
        _acceptor.Peer.Finish();

        (await _acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        (await _acceptor.Running).End.Kind.Should().Be(AssociationEndKind.ConnectionLost);
    }

    [Fact]
    public async Task Ten_thousand_crumbs_of_one_byte_are_put_together_in_bounded_memory()
    {
        await _acceptor.EstablishAsync();
        var dataSet = Wire.SomeBytes(10_000);
        var crumbs = dataSet.Select((value, i) => Wire.Pdv(CT, false, i == dataSet.Length - 1, value)).Chunk(500).Select(pdvs => Wire.PData(pdvs)).ToArray();

        await _acceptor.Peer.SendAsync([Wire.CommandPData(CT, Wire.Store()), .. crumbs]);

        (await _acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        _acceptor.Stored.Single().Should().Equal(dataSet);
    }

    private async Task AbortsAsync(AbortReason reason, params byte[][] bytes)
    {
        await _acceptor.EstablishAsync();

        await _acceptor.Peer.SendAsync(bytes);

        var summary = await _acceptor.ShouldAbortAsync(AbortSource.ServiceProvider, reason);
        summary.End.Kind.Should().Be(AssociationEndKind.AbortedByUs);
        summary.End.Why.Should().NotBeNullOrEmpty();
        _acceptor.Stored.Should().BeEmpty();
        _acceptor.Failures.Should().BeEmpty();
    }

    private static byte[] CommandBytes(byte[] command) => Wire.PData(Wire.Pdv(Wire.VerificationContext, true, true, command));
}
