using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class NegotiationTests
{
    private static readonly NegotiationRules Rules = new() { ImplementationClassUID = "2.25.1", ImplementationVersionName = "V" };

    [Fact]
    public void Every_storage_SOP_class_is_accepted_and_no_other_service()
    {
        foreach (var uid in SopClasses.All) ResultOf(uid).Should().Be(PresentationContextResult.Acceptance, uid);
        ResultOf(DicomUIDs.Verification).Should().Be(PresentationContextResult.Acceptance);
        foreach (var row in DicomUIDs.All.Where(row => row is { IsStorageSopClass: false } && row.Uid != DicomUIDs.Verification))
            ResultOf(row.Uid).Should().Be(PresentationContextResult.AbstractSyntaxNotSupported, row.Uid);
    }

    [Fact]
    public void Every_transfer_syntax_of_the_standard_is_accepted()
    {
        foreach (var syntax in DicomTransferSyntax.All)
        {
            var answer = Accept([new PresentationContextRQ(1, Wire.CT, [syntax.UID])], Rules).PresentationContexts.Single();
            answer.Should().Be(new PresentationContextAC(1, PresentationContextResult.Acceptance, syntax.UID));
        }
    }

    [Theory]
    [InlineData("1.2.840.113619.4.27", true, PresentationContextResult.Acceptance)]
    [InlineData("1.2.840.113619.4.27", false, PresentationContextResult.AbstractSyntaxNotSupported)]
    [InlineData("1.2.x", true, PresentationContextResult.AbstractSyntaxNotSupported)]
    [InlineData("", true, PresentationContextResult.AbstractSyntaxNotSupported)]
    public void Private_SOP_class_is_a_matter_of_the_switch(string uid, bool isOn, PresentationContextResult result) =>
        ResultOf(uid, Rules with { AcceptUnknownSOPClasses = isOn }).Should().Be(result);

    [Fact]
    public void List_of_SOP_classes_closes_all_others_but_Verification()
    {
        var rules = Rules with { OnlySOPClasses = new HashSet<string> { Wire.CT } };

        ResultOf(Wire.CT, rules).Should().Be(PresentationContextResult.Acceptance);
        ResultOf(DicomUIDs.MRImageStorage, rules).Should().Be(PresentationContextResult.AbstractSyntaxNotSupported);
        ResultOf(DicomUIDs.Verification, rules).Should().Be(PresentationContextResult.Acceptance);
    }

    [Theory]
    [InlineData(new[] { "1.2.3", DicomUIDs.JPEGBaseline8Bit, DicomUIDs.ImplicitVRLittleEndian }, DicomUIDs.JPEGBaseline8Bit)]
    [InlineData(new[] { DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian }, DicomUIDs.ExplicitVRLittleEndian)]
    public void First_proposed_transfer_syntax_that_is_supported_is_chosen(string[] proposed, string chosen) =>
        Accept([new PresentationContextRQ(1, Wire.CT, proposed)], Rules).PresentationContexts.Single().TransferSyntax.Should().Be(chosen);

    [Fact]
    public void Ordered_preference_decides_and_accepts_nothing_else()
    {
        var rules = Rules with { TransferSyntaxes = TransferSyntaxPreference.Ordered([DicomUIDs.ExplicitVRLittleEndian, DicomUIDs.ImplicitVRLittleEndian]) };

        Accept([new PresentationContextRQ(1, Wire.CT, [DicomUIDs.ImplicitVRLittleEndian, DicomUIDs.ExplicitVRLittleEndian])], rules)
            .PresentationContexts.Single().TransferSyntax.Should().Be(DicomUIDs.ExplicitVRLittleEndian);
        Accept([new PresentationContextRQ(1, Wire.CT, [DicomUIDs.JPEGBaseline8Bit])], rules)
            .PresentationContexts.Single().Result.Should().Be(PresentationContextResult.TransferSyntaxesNotSupported);
    }

    [Fact]
    public void Storage_commitment_is_accepted_where_it_is_offered_and_only_uncompressed()
    {
        var rules = Rules with { AcceptStorageCommitment = true };
        var proposed = new PresentationContextRQ(1, DicomUIDs.StorageCommitmentPushModel, [DicomUIDs.JPEGBaseline8Bit, DicomUIDs.ImplicitVRLittleEndian]);

        ResultOf(DicomUIDs.StorageCommitmentPushModel).Should().Be(PresentationContextResult.AbstractSyntaxNotSupported);
        Accept([proposed], rules).PresentationContexts.Single()
            .Should().Be(new PresentationContextAC(1, PresentationContextResult.Acceptance, DicomUIDs.ImplicitVRLittleEndian));
    }

    [Fact]
    public async Task Association_with_no_context_accepted_is_accepted()
    {
        var acceptor = new Acceptor().Start();
        await acceptor.Peer.SendAsync(Wire.Request(new PresentationContextRQ(1, "1.2.840.10008.5.1.4.1.2.2.1", [DicomUIDs.ImplicitVRLittleEndian])).ToBytes());

        var accept = (AAssociateAC)await acceptor.Peer.ReceivePduAsync();

        accept.PresentationContexts.Single().Result.Should().Be(PresentationContextResult.AbstractSyntaxNotSupported);
        while (acceptor.Context is null)
            await Task.Yield();
        acceptor.Context.Contexts.Should().BeEmpty();
    }

    [Fact]
    public void Request_with_128_contexts_of_30_transfer_syntaxes_fits_the_limit_and_is_answered_whole()
    {
        var syntaxes = DicomTransferSyntax.All.Take(30).Select(syntax => syntax.UID).ToArray();
        var contexts = SopClasses.All.Take(128).Select((uid, i) => new PresentationContextRQ((byte)((i * 2) + 1), uid, syntaxes)).ToArray();

        Wire.Request(contexts).ToBytes().Length.Should().BeLessThan(new AcceptorOptions().MaximumAssociateBytes);
        Accept(contexts, Rules).PresentationContexts.Should().HaveCount(128).And.OnlyContain(context => context.Result == PresentationContextResult.Acceptance);
    }

    [Fact]
    public void Requestor_is_accepted_as_SCU_never_as_SCP()
    {
        var request = WithInformation(new UserInformation { RoleSelections = [new RoleSelection(Wire.CT, SCURole: true, SCPRole: true), new RoleSelection("1.2.3", true, true)] });

        Negotiation.Accept(request, Rules, 1).UserInformation.RoleSelections.Should().Equal(new RoleSelection(Wire.CT, SCURole: true, SCPRole: false));
    }

    [Fact]
    public void Context_whose_requestor_wants_to_be_SCP_only_is_refused_by_the_user()
    {
        var request = WithInformation(new UserInformation { RoleSelections = [new RoleSelection(Wire.CT, SCURole: false, SCPRole: true)] });

        var accept = Negotiation.Accept(request, Rules, 1);

        accept.PresentationContexts[1].Result.Should().Be(PresentationContextResult.UserRejection);
        accept.UserInformation.RoleSelections.Should().BeEmpty();
    }

    [Fact]
    public void Asynchronous_operations_window_is_answered_1_and_1_only_when_asked_for()
    {
        Negotiation.Accept(WithInformation(new UserInformation { AsynchronousOperationsWindow = new(0, 0) }), Rules, 1)
            .UserInformation.AsynchronousOperationsWindow.Should().Be(new AsynchronousOperationsWindow(1, 1));
        Negotiation.Accept(Wire.Request(), Rules, 1).UserInformation.AsynchronousOperationsWindow.Should().BeNull();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Storage_extended_negotiation_is_answered_with_level_2(bool mayCoerce, byte coercion)
    {
        var request = WithInformation(new UserInformation { ExtendedNegotiations = [new ExtendedNegotiation(Wire.CT, new byte[] { 3, 0, 3, 0, 2, 0 })] });

        var answer = Negotiation.Accept(request, Rules with { MayCoerceElements = mayCoerce }, 1).UserInformation.ExtendedNegotiations.Single();

        answer.SOPClassUID.Should().Be(Wire.CT);
        answer.ApplicationInformation.ToArray().Should().Equal(2, 0, 0, 0, coercion, 0);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Positive_identity_response_is_sent_only_when_verified_and_requested(bool isRequested, bool isVerified, bool isSent)
    {
        var request = WithInformation(new UserInformation { UserIdentityRQ = new UserIdentityRQ(UserIdentityType.Username, isRequested, "anna"u8.ToArray(), default) });
        var rules = Rules with { UserIdentityResponse = isVerified ? ReadOnlyMemory<byte>.Empty : default(ReadOnlyMemory<byte>?) };

        (Negotiation.Accept(request, rules, 1).UserInformation.UserIdentityAC is not null).Should().Be(isSent);
    }

    [Fact]
    public async Task Bytes_10_to_73_of_the_request_come_back_unchanged()
    {
        var acceptor = new Acceptor().Start();
        var bytes = Wire.AssociateRQ;
        bytes[42] = 0xAB;
        bytes[73] = 0xCD;

        await acceptor.Peer.SendAsync(bytes);

        var (_, body) = (await acceptor.Peer.ReceiveAsync())!.Value;
        body[4..68].Should().Equal(bytes[10..74]);
    }

    [Fact]
    public async Task Refusal_of_the_policy_goes_to_the_peer_as_it_is()
    {
        var acceptor = new Acceptor { Refusal = AAssociateRJ.LocalLimitExceeded }.Start();
        await acceptor.Peer.SendAsync(Wire.AssociateRQ);

        await acceptor.ShouldRejectAsync(AAssociateRJ.LocalLimitExceeded);

        acceptor.Rejection.Should().Be(AAssociateRJ.LocalLimitExceeded);
    }

    [Fact]
    public async Task Policy_that_throws_refuses_for_now_and_is_reported()
    {
        var acceptor = new Acceptor { Check = _ => throw new InvalidOperationException() }.Start();
        await acceptor.Peer.SendAsync(Wire.AssociateRQ);

        await acceptor.ShouldRejectAsync(AAssociateRJ.ProviderFailure);

        acceptor.Failures.Should().ContainSingle();
    }

    private static AAssociateRQ WithInformation(UserInformation information) => Wire.Request() with { UserInformation = information };

    private static AAssociateAC Accept(PresentationContextRQ[] contexts, NegotiationRules rules) => Negotiation.Accept(Wire.Request(contexts), rules, 262_144);

    private static PresentationContextResult ResultOf(string abstractSyntax, NegotiationRules? rules = null) =>
        Accept([new PresentationContextRQ(1, abstractSyntax, [DicomUIDs.ImplicitVRLittleEndian])], rules ?? Rules).PresentationContexts.Single().Result;
}
