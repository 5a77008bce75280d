namespace StoreScp.Emulator;

/// <summary>An instance of an image set, and the blob that holds its file.</summary>
internal sealed record StoredInstance(string SOPInstanceUID, string SOPClassUID, string TransferSyntaxUID, string BlobId);
