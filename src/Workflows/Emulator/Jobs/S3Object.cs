namespace StoreScp.Emulator;

/// <summary>A file of a bucket's folder, as S3 would list it.</summary>
internal sealed record S3Object(string Key, string Path, long Bytes);
