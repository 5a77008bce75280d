using System.Buffers;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;
using StoreScp.Protocol.Tests.Vectors;

namespace StoreScp.Protocol.Tests.Pdus;

public sealed class PduReaderTests
{
    private static readonly AcceptorOptions Limits = new();

    public static TheoryData<byte[]> Vectors() => [.. PduVectors.All];

    [Fact]
    public void A_ASSOCIATE_RQ_is_read_with_every_sub_item()
    {
        var request = Read<AAssociateRQ>(PduVectors.AssociateRQ);

        request.ProtocolVersion.Should().Be(1);
        request.CalledAETitle.Should().Be("STORESCP");
        request.CallingAETitle.Should().Be("STORESCU");
        request.ApplicationContextName.Should().Be("1.2.840.10008.3.1.1.1");
        request.PresentationContexts.Should().ContainSingle().Which.Should().BeEquivalentTo(new PresentationContextRQ(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"]));
        var information = request.UserInformation;
        information.MaximumLength.Should().Be(new MaximumLength(16_384));
        information.ImplementationClassUID.Should().Be(new ImplementationClassUID("1.2.3"));
        information.AsynchronousOperationsWindow.Should().Be(new AsynchronousOperationsWindow(5, 6));
        information.RoleSelections.Should().Equal(new RoleSelection("1.2", SCURole: true, SCPRole: false));
        information.ImplementationVersionName.Should().Be(new ImplementationVersionName("V_10"));
        information.ExtendedNegotiations.Single().ApplicationInformation.ToArray().Should().Equal(2, 0, 0, 0, 1, 0);
        information.CommonExtendedNegotiations.Single().Should().BeEquivalentTo(new CommonExtendedNegotiation("1.2", "1.34", ["1.5"]));
        information.UserIdentityRQ!.UserIdentityType.Should().Be(UserIdentityType.UsernameAndPasscode);
        information.UserIdentityRQ.PositiveResponseRequested.Should().BeTrue();
        information.UserIdentityRQ.PrimaryField.ToArray().Should().Equal("anna"u8.ToArray());
        information.UserIdentityRQ.SecondaryField.ToArray().Should().Equal("secret"u8.ToArray());
        information.UserIdentityRQ.ToString().Should().NotContain("anna");
    }

    [Fact]
    public void A_ASSOCIATE_AC_is_read()
    {
        var accept = Read<AAssociateAC>(PduVectors.AssociateAC);

        accept.PresentationContexts.Should().Equal(
            new PresentationContextAC(1, PresentationContextResult.Acceptance, "1.2.840.10008.1.2"),
            new PresentationContextAC(3, PresentationContextResult.AbstractSyntaxNotSupported, ""));
        accept.UserInformation.MaximumLength.Should().Be(new MaximumLength(0));
        accept.UserInformation.UserIdentityAC!.ServerResponse.ToArray().Should().Equal("token"u8.ToArray());
    }

    [Fact]
    public void A_ASSOCIATE_RJ_and_A_ABORT_are_read_with_their_reasons()
    {
        Read<AAssociateRJ>(PduVectors.AssociateRJ).Should().Be(AAssociateRJ.LocalLimitExceeded);
        Read<AAbort>(PduVectors.Abort).Should().Be(new AAbort(AbortSource.ServiceProvider, AbortReason.UnexpectedPdu));
        Read<AReleaseRQ>(PduVectors.ReleaseRQ);
        Read<AReleaseRP>(PduVectors.ReleaseRP);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void What_is_read_is_written_back_byte_for_byte(byte[] vector) => Read<Pdu>(vector).ToBytes().Should().Equal(vector);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Every_beginning_of_a_PDU_needs_more_bytes(byte[] vector)
    {
        for (var length = 0; length < vector.Length; length++)
        {
            PduReader.TryRead(new ReadOnlySequence<byte>(vector, 0, length), Limits, out var pdu).Should().BeFalse();
            pdu.Should().BeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void PDU_in_segments_of_one_byte_is_read_the_same(byte[] vector)
    {
        PduReader.TryRead(Segments.Of(vector, 1), Limits, out var pdu).Should().BeTrue();

        pdu!.ToBytes().Should().Equal(vector);
    }

    [Fact]
    public void Padding_of_UIDs_and_titles_that_devices_send_is_cut()
    {
        var bytes = (Wire.Request(new PresentationContextRQ(1, "1.2.840.10008.1.1\0", ["1.2.840.10008.1.2 "])) with
        {
            CalledAETitle = "STORESCP\0\0",
            ApplicationContextName = "1.2.840.10008.3.1.1.1\0",
        }).ToBytes();

        var request = Read<AAssociateRQ>(bytes);

        request.CalledAETitle.Should().Be("STORESCP");
        request.ApplicationContextName.Should().Be(AAssociateRQ.DicomApplicationContextName);
        request.PresentationContexts.Single().Should().BeEquivalentTo(new PresentationContextRQ(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"]));
    }

    [Fact]
    public void Unknown_items_and_reserved_bytes_are_ignored_and_the_order_does_not_matter()
    {
        byte[] userInformation = [0x50, 0xFF, 0, 12, 0x77, 0xFF, 0, 0, 0x51, 0xFF, 0, 4, 0, 0, 0x10, 0];
        byte[] unknown = [0x99, 0, 0, 2, 1, 2];
        var header = PduVectors.AssociateRQ[6..74];
        header[2] = 0xFF;
        byte[] applicationContext = PduVectors.AssociateRQ[74..99];

        var request = Read<AAssociateRQ>(Wire.Pdu(1, [.. header, .. userInformation, .. unknown, .. applicationContext]));

        request.UserInformation.MaximumLength.Should().Be(new MaximumLength(4096));
        request.ApplicationContextName.Should().Be(AAssociateRQ.DicomApplicationContextName);
    }

    [Theory]
    [InlineData("STORESCP", true)]
    [InlineData("A", true)]
    [InlineData("SIXTEEN_CHARS_OK", true)]
    [InlineData("WITH SPACE", true)]
    [InlineData("", false)]
    [InlineData("    ", false)]
    [InlineData("SEVENTEEN_CHARS_X", false)]
    [InlineData("BACK\\SLASH", false)]
    [InlineData("NEW\nLINE", false)]
    [InlineData("ÜMLAUT", false)]
    public void AE_title_is_valid_as_the_standard_has_it(string title, bool isValid) => AETitle.IsValid(title).Should().Be(isValid);

    private static T Read<T>(byte[] bytes) where T : Pdu
    {
        PduReader.TryRead(new ReadOnlySequence<byte>(bytes), Limits, out var pdu).Should().BeTrue();
        return pdu.Should().BeAssignableTo<T>().Which;
    }
}
