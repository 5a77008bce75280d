using System.Text;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Dimse;

public sealed class CommandSetTests
{
    /// <summary>C-ECHO-RQ, message 7: group length, Affected SOP Class UID, Command Field, Message ID, no data set.</summary>
    private static readonly byte[] EchoRQ =
    [
        0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x38, 0x00, 0x00, 0x00, // group length 56
        0x00, 0x00, 0x02, 0x00, 0x12, 0x00, 0x00, 0x00, .. "1.2.840.10008.1.1\0"u8,
        0x00, 0x00, 0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x30, 0x00, // C-ECHO-RQ
        0x00, 0x00, 0x10, 0x01, 0x02, 0x00, 0x00, 0x00, 0x07, 0x00, // message 7
        0x00, 0x00, 0x00, 0x08, 0x02, 0x00, 0x00, 0x00, 0x01, 0x01, // no data set
    ];

    [Fact]
    public void C_ECHO_RQ_is_read() => CommandSetReader.Read(EchoRQ).Should().Be(Wire.Echo(7));

    [Fact]
    public void C_ECHO_RQ_is_written() => Wire.Command(Wire.Echo(7)).Should().Equal(EchoRQ);

    [Fact]
    public void Command_with_every_element_survives_the_round_trip()
    {
        var command = new DimseCommand
        {
            CommandField = CommandField.CMoveRSP,
            AffectedSOPClassUID = "1.2",
            RequestedSOPClassUID = "1.2.3",
            MessageID = 1,
            MessageIDBeingRespondedTo = 2,
            MoveDestination = "DEST",
            Priority = 2,
            CommandDataSetType = 0x1234,
            Status = 0xB000,
            OffendingElement = DicomTag.PatientID,
            ErrorComment = "odd",
            ErrorID = 3,
            AffectedSOPInstanceUID = "1.2.3.4",
            RequestedSOPInstanceUID = "1.2.3.4.5",
            EventTypeID = 4,
            ActionTypeID = 5,
            NumberOfRemainingSuboperations = 6,
            NumberOfCompletedSuboperations = 7,
            NumberOfFailedSuboperations = 8,
            NumberOfWarningSuboperations = 9,
            MoveOriginatorApplicationEntityTitle = "MOVER",
            MoveOriginatorMessageID = 10,
        };

        CommandSetReader.Read(Wire.Command(command)).Should().Be(command);
    }

    [Fact]
    public void Group_length_that_promises_less_than_there_is_does_no_harm()
    {
        var bytes = EchoRQ.ToArray();
        bytes[8] = 2;

        CommandSetReader.Read(bytes).Should().Be(Wire.Echo(7));
    }

    [Fact]
    public void Unknown_and_missing_elements_do_no_harm() =>
        CommandSetReader.Read([.. EchoRQ[12..], 0, 0, 0x02, 0x53, 2, 0, 0, 0, 9, 9]).Should().Be(Wire.Echo(7));

    [Fact]
    public void Known_UID_is_not_made_again()
    {
        var known = new string("1.2.840.10008.1.1");

        CommandSetReader.Read(EchoRQ, known).AffectedSOPClassUID.Should().BeSameAs(known);
    }

    [Fact]
    public void Padding_of_UIDs_by_space_is_cut()
    {
        var bytes = EchoRQ.ToArray();
        bytes[37] = (byte)' ';
        Encoding.ASCII.GetString(bytes, 20, 18).Should().Be("1.2.840.10008.1.1 ");

        CommandSetReader.Read(bytes).AffectedSOPClassUID.Should().Be("1.2.840.10008.1.1");
    }
}
