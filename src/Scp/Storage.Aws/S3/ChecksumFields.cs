using Amazon.S3;
using Amazon.S3.Model;

namespace StoreScp.Storage.Aws.S3;

/// <summary>Where the requests and answers of the SDK have the checksum of the chosen kind: each kind has fields of its own.</summary>
internal sealed class ChecksumFields(S3Checksum kind)
{
    public ChecksumAlgorithm Algorithm => IsCrc ? ChecksumAlgorithm.CRC64NVME : ChecksumAlgorithm.SHA256;

    public ChecksumType TypeInParts => IsCrc ? ChecksumType.FULL_OBJECT : ChecksumType.COMPOSITE;

    private bool IsCrc => kind == S3Checksum.Crc64Nvme;

    public IObjectChecksum Begin() => IsCrc ? new Crc64NvmeChecksum() : new Sha256Checksum();

    public void Set(PutObjectRequest request, string value)
    {
        request.ChecksumAlgorithm = Algorithm;
        (request.ChecksumCRC64NVME, request.ChecksumSHA256) = Fields(value);
    }

    public void Set(UploadPartRequest request, string value)
    {
        request.ChecksumAlgorithm = Algorithm;
        (request.ChecksumCRC64NVME, request.ChecksumSHA256) = Fields(value);
    }

    public void Set(CompleteMultipartUploadRequest request, string value)
    {
        request.ChecksumType = TypeInParts;
        (request.ChecksumCRC64NVME, request.ChecksumSHA256) = Fields(value);
    }

    public void Set(PartETag part, string value) => (part.ChecksumCRC64NVME, part.ChecksumSHA256) = Fields(value);

    public string? Of(PutObjectResponse answer) => IsCrc ? answer.ChecksumCRC64NVME : answer.ChecksumSHA256;

    public string? Of(UploadPartResponse answer) => IsCrc ? answer.ChecksumCRC64NVME : answer.ChecksumSHA256;

    public string? Of(CompleteMultipartUploadResponse answer) => IsCrc ? answer.ChecksumCRC64NVME : answer.ChecksumSHA256;

    public string? Of(CopyPartResponse answer) => IsCrc ? answer.ChecksumCRC64NVME : answer.ChecksumSHA256;

    public string? Of(GetObjectMetadataResponse answer) => IsCrc ? answer.ChecksumCRC64NVME : answer.ChecksumSHA256;

    private (string? Crc64Nvme, string? Sha256) Fields(string value) => IsCrc ? (value, null) : (null, value);
}
