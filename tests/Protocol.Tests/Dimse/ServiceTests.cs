using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Dimse;

public sealed class ServiceTests
{
    private const byte CT = Wire.CTContext;

    [Theory]
    [InlineData(CommandField.CFindRQ)]
    [InlineData(CommandField.CMoveRQ)]
    [InlineData(CommandField.CGetRQ)]
    [InlineData(CommandField.NEventReportRQ)]
    [InlineData(CommandField.NGetRQ)]
    [InlineData(CommandField.NSetRQ)]
    [InlineData(CommandField.NActionRQ)]
    [InlineData(CommandField.NCreateRQ)]
    [InlineData(CommandField.NDeleteRQ)]
    [InlineData((CommandField)0x0007)]
    public async Task Other_operation_gets_its_own_response_with_0211H_and_the_association_lives_on(CommandField field)
    {
        var acceptor = await new Acceptor().EstablishAsync();
        var request = new DimseCommand { CommandField = field, RequestedSOPClassUID = Wire.CT, RequestedSOPInstanceUID = "1.2", MessageID = 5, CommandDataSetType = 0 };

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, request), Wire.PData(Wire.Pdv(CT, false, true, 1, 2, 3, 4)), Wire.EchoRQ(6));

        var refusal = await acceptor.Peer.ReceiveCommandAsync();
        refusal.CommandField.Should().Be((CommandField)((int)field | 0x8000));
        refusal.Status.Should().Be(0x0211);
        refusal.MessageIDBeingRespondedTo.Should().Be(5);
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
    }

    [Fact]
    public async Task Operation_on_a_SOP_class_that_is_not_the_contexts_gets_0122H()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, new DimseCommand { CommandField = CommandField.CFindRQ, AffectedSOPClassUID = "1.2.840.10008.5.1.4.1.2.2.1", MessageID = 5 }));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0x0122);
    }

    [Fact]
    public async Task C_CANCEL_with_nothing_to_cancel_is_ignored()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, new DimseCommand { CommandField = CommandField.CCancelRQ, MessageIDBeingRespondedTo = 5 }), Wire.EchoRQ(6));

        (await acceptor.Peer.ReceiveCommandAsync()).MessageIDBeingRespondedTo.Should().Be(6);
    }

    [Fact]
    public async Task C_STORE_on_the_Verification_context_is_refused_with_0122H_and_not_stored()
    {
        var acceptor = await new Acceptor().EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(50), context: Wire.VerificationContext));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0x0122);
        acceptor.Requests.Should().BeEmpty();
    }

    [Fact]
    public Task C_STORE_of_another_SOP_class_than_the_contexts_is_refused_with_0122H() =>
        RefusesAsync(0x0122, store => store.AffectedSOPClassUID = DicomUIDs.MRImageStorage);

    [Fact]
    public Task C_STORE_without_SOP_class_is_refused_with_0212H() => RefusesAsync(0x0212, store => store.AffectedSOPClassUID = null);

    [Fact]
    public Task C_STORE_without_SOP_instance_is_refused_with_0117H() => RefusesAsync(0x0117, store => store.AffectedSOPInstanceUID = null);

    [Fact]
    public async Task C_STORE_without_data_set_is_refused_with_C000H()
    {
        var acceptor = await new Acceptor().EstablishAsync();
        var store = Wire.Store();
        store.CommandDataSetType = DimseCommand.NoDataSet;

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, store), Wire.EchoRQ(2));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0xC000);
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
    }

    [Fact]
    public async Task Who_looks_on_learns_the_cause_of_a_failure_that_the_peer_is_not_told()
    {
        var cause = new IOException("PutObject: AccessDenied; the task role needs s3:PutObject");
        var acceptor = await new Acceptor
        {
            Store = (request, _, _) => request.MessageID == 1 ? throw new StoreFailureException(DimseStatus.OutOfResources, "Not now", cause) : new(CStoreOutcome.Success),
        }.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(10)), Wire.StoreRQ(Wire.SomeBytes(10), messageID: 2));

        (await acceptor.Peer.ReceiveCommandAsync()).ErrorComment.Should().Be("Not now");
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        acceptor.Refusals.Should().Equal(new CStoreOutcome(DimseStatus.OutOfResources, "Not now") { Cause = cause });
    }

    [Fact]
    public async Task StoreFailureException_becomes_its_status_once_the_rest_of_the_data_set_is_read()
    {
        var acceptor = await new Acceptor
        {
            Store = (_, _, _) => throw new StoreFailureException(DimseStatus.DataSetDoesNotMatchSOPClass, "Patient\nname: " + new string('x', 100)) { OffendingElement = DicomTag.SOPClassUID },
        }.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(5000)), Wire.EchoRQ(2));

        var response = await acceptor.Peer.ReceiveCommandAsync();
        response.Status.Should().Be(0xA900);
        response.OffendingElement.Should().Be(DicomTag.SOPClassUID);
        response.ErrorComment.Should().HaveLength(64).And.StartWith("Patient?name: x");
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        acceptor.Failures.Should().BeEmpty();
    }

    [Fact]
    public async Task Any_other_exception_of_a_provider_becomes_0110H_and_is_reported_and_the_association_lives_on()
    {
        var acceptor = await new Acceptor { Store = (_, _, _) => throw new InvalidOperationException("secret") }.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(5000)), Wire.EchoRQ(2));

        var response = await acceptor.Peer.ReceiveCommandAsync();
        response.Status.Should().Be(0x0110);
        response.ErrorComment.Should().NotContain("secret");
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        acceptor.Failures.Should().ContainSingle().Which.Message.Should().Be("secret");
    }

    [Fact]
    public async Task Provider_that_throws_between_read_and_advance_does_not_harm_the_association()
    {
        var acceptor = await new Acceptor
        {
            Store = async (_, dataSet, cancellation) =>
            {
                await dataSet.ReadAsync(cancellation);
                throw new InvalidOperationException();
            },
        }.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(5000)), Wire.EchoRQ(2));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0x0110);
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
    }

    [Fact]
    public async Task Provider_that_swallows_the_end_of_the_association_cannot_go_on_with_it()
    {
        var acceptor = await new Acceptor
        {
            Store = async (_, dataSet, cancellation) =>
            {
                try
                {
                    await Acceptor.ReadAllAsync(dataSet, cancellation);
                }
                catch (AssociationLostException)
                {
                }
                return CStoreOutcome.Success;
            },
        }.EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store()), Wire.PData(Wire.Pdv(CT, false, false, 1, 2)));
        var summary = await acceptor.EndAsync();

        summary.End.Kind.Should().Be(AssociationEndKind.ConnectionLost);
        acceptor.Answers.Should().BeEmpty();
    }

    [Fact]
    public async Task Data_set_longer_than_the_limit_is_refused_with_A700H_and_an_endless_one_is_aborted()
    {
        var acceptor = await new Acceptor(new AcceptorOptions { MaximumDataSetBytes = 1000 }).EstablishAsync();

        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(1500)));
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0xA700);
        await acceptor.Peer.SendAsync(Wire.StoreRQ(Wire.SomeBytes(9000)));

        await acceptor.ShouldAbortAsync(AbortSource.ServiceProvider, AbortReason.InvalidPduParameterValue);
    }

    [Fact]
    public async Task Response_is_cut_into_fragments_that_a_narrow_peer_takes()
    {
        var acceptor = new Acceptor().Start();
        await acceptor.Peer.SendAsync((Wire.Request() with { UserInformation = new UserInformation { MaximumLength = new MaximumLength(32) } }).ToBytes());
        await acceptor.Peer.ReceivePduAsync();

        await acceptor.Peer.SendAsync(Wire.EchoRQ());

        var command = new List<byte>();
        byte control;
        do
        {
            var (type, body) = (await acceptor.Peer.ReceiveAsync())!.Value;
            type.Should().Be(PduType.PDataTF);
            body.Length.Should().BeLessThanOrEqualTo(32);
            control = body[5];
            command.AddRange(body[6..]);
        }
        while (control == 1);
        control.Should().Be(3);
        CommandSetReader.Read(command.ToArray()).Status.Should().Be(0);
    }

    [Fact]
    public async Task Overlong_instance_UID_is_handed_to_the_provider_and_not_sent_back()
    {
        var acceptor = await new Acceptor().EstablishAsync();
        var uid = "../../etc/" + new string('1', 100);

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, Wire.Store(1, uid)), Wire.PData(Wire.Pdv(CT, false, true, 1, 2)));

        (await acceptor.Peer.ReceiveCommandAsync()).AffectedSOPInstanceUID.Should().BeNull();
        acceptor.Requests.Single().AffectedSOPInstanceUID.Should().Be(uid);
    }

    private static async Task RefusesAsync(ushort status, Action<DimseCommand> spoil)
    {
        var acceptor = await new Acceptor().EstablishAsync();
        var store = Wire.Store();
        spoil(store);

        await acceptor.Peer.SendAsync(Wire.CommandPData(CT, store), Wire.PData(Wire.Pdv(CT, false, true, 1, 2)), Wire.EchoRQ(2));

        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(status);
        (await acceptor.Peer.ReceiveCommandAsync()).Status.Should().Be(0);
        acceptor.Requests.Should().BeEmpty();
    }
}
