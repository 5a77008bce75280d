namespace StoreScp.Emulator;

/// <summary>A whole job ends FAILED; the message is that of GetDICOMImportJob.</summary>
internal sealed class JobFailure(string message) : Exception(message);
