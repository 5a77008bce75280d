namespace StoreScp.Emulator;

/// <summary>Every file whose key contains a text fails, in every job.</summary>
/// <param name="KeyContains">Part of the object key; empty matches every key.</param>
/// <param name="IsServerError">InternalServerException, counted as server error; else ValidationException, counted as customer error.</param>
/// <param name="Message">The message in failure.ndjson.</param>
public sealed record KeyFault(string KeyContains, bool IsServerError, string Message = "Fault switch of the emulator");
