namespace StoreScp.Emulator;

/// <summary>An object of a bucket, as S3 lists it.</summary>
public sealed record S3Object(string Key, long Bytes);
