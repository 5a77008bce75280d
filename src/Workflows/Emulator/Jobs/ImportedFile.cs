namespace StoreScp.Emulator;

/// <summary>A file that was read: its instance, or the reason why there is none.</summary>
internal sealed record ImportedFile(string Key, ParsedInstance? Instance, FileError? Error);
