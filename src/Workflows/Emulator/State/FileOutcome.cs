namespace StoreScp.Emulator;

/// <summary>What became of one file of a job: imported, or the reason why not.</summary>
internal sealed record FileOutcome(string Key, FileError? Error, IReadOnlyList<ImportWarning> Warnings, Placement? Placement);
