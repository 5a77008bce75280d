namespace StoreScp.Storage.Aws.S3;

/// <summary>What S3 checks every object and part against, and keeps beside it.</summary>
public enum S3Checksum
{
    /// <summary>CRC-64/NVME: of the whole object, also when it came in parts; costs next to nothing.</summary>
    Crc64Nvme,

    /// <summary>SHA-256: of the whole object, or of the digests of its parts.</summary>
    Sha256,
}
