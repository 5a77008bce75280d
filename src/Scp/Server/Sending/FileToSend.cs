namespace StoreScp.Server.Sending;

/// <summary>A DICOM file with what its presentation context and its C-STORE-RQ need.</summary>
internal sealed record FileToSend(
    string Path, string SOPClassUID, string SOPInstanceUID, string TransferSyntaxUID, long DataSetPosition, long DataSetBytes);
