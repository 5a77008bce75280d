namespace StoreScp.Emulator;

/// <summary>Bytes of a file; of a deflated data set, bytes of what it inflates to.</summary>
internal readonly record struct FileRange(long Offset, long Length);
