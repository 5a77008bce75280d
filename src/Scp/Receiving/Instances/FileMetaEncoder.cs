using System.Buffers;
using System.Net;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;

namespace StoreScp.Receiving.Instances;

/// <summary>The File Meta Information of a received instance (PS3.10 §7.1).</summary>
internal static class FileMetaEncoder
{
    public const string PresentationAddressScheme = "dicom://";

    /// <param name="sopInstanceUID">As the data set that follows has it.</param>
    public static void Write(
        ArrayBufferWriter<byte> output, string? sopClassUID, string? sopInstanceUID, DicomTransferSyntax syntax, AssociationContext association)
    {
        output.ResetWrittenCount();
        new FileMetaInformation
        {
            MediaStorageSOPClassUID = sopClassUID,
            MediaStorageSOPInstanceUID = sopInstanceUID,
            TransferSyntaxUID = syntax.UID,
            SourceApplicationEntityTitle = association.CallingAETitle,
            SendingApplicationEntityTitle = association.CallingAETitle,
            ReceivingApplicationEntityTitle = association.CalledAETitle,
            SendingPresentationAddress = AddressOf(association.Peer.Remote),
            ReceivingPresentationAddress = AddressOf(association.Peer.Local),
        }.WriteTo(output);
    }

    /// <summary>A DIMSE presentation address as the URI that (0002,0026–0028) ask for (PS3.10 §7.1).</summary>
    private static string AddressOf(EndPoint endPoint) => PresentationAddressScheme + endPoint;
}
