using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using StoreScp.Cloud.Resources;

namespace StoreScp.Cloud.Tests;

/// <summary>What goes through the router arrives as it was sent.</summary>
public sealed class OneAddressTests(CloudFixture fixture)
{
    private const int MinimumPartBytes = 5 << 20;

    private readonly IAmazonS3 _s3 = fixture.Cloud.S3;

    [Theory]
    [InlineData("plain")]
    [InlineData("a b/c+d%2Fe/ä?#&=.dcm")]
    public async Task An_object_comes_back_under_its_key_byte_for_byte(string key)
    {
        key = $"{Guid.NewGuid():N}/{key}";
        var content = RandomNumberGenerator.GetBytes(300_000);
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = CloudNames.Bucket, Key = key, InputStream = new MemoryStream(content) });

        using var answer = await _s3.GetObjectAsync(CloudNames.Bucket, key);
        using var read = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(read);

        read.ToArray().Should().Equal(content);
        (await _s3.GetObjectMetadataAsync(CloudNames.Bucket, key)).ContentLength.Should().Be(content.Length);
        (await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = CloudNames.Bucket, Prefix = key })).S3Objects.Should().ContainSingle().Which.Key.Should().Be(key);
        (await _s3.DeleteObjectAsync(CloudNames.Bucket, key)).HttpStatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_multipart_upload_arrives_whole()
    {
        var key = Guid.NewGuid().ToString("N");
        var content = RandomNumberGenerator.GetBytes(MinimumPartBytes + 1_000);
        var upload = await _s3.InitiateMultipartUploadAsync(CloudNames.Bucket, key);
        var parts = new List<PartETag>();
        foreach (var part in content.Chunk(MinimumPartBytes))
        {
            parts.Add(new PartETag(await _s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = CloudNames.Bucket,
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = parts.Count + 1,
                InputStream = new MemoryStream(part),
            })));
        }
        await _s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = CloudNames.Bucket, Key = key, UploadId = upload.UploadId, PartETags = parts });

        using var answer = await _s3.GetObjectAsync(CloudNames.Bucket, key);
        SHA256.HashData(answer.ResponseStream).Should().Equal(SHA256.HashData(content));
    }

    [Fact]
    public async Task An_error_of_a_service_is_the_clients_to_read()
    {
        var missing = () => _s3.GetObjectAsync(CloudNames.Bucket, "never stored");

        (await missing.Should().ThrowAsync<AmazonS3Exception>()).Which.ErrorCode.Should().Be("NoSuchKey");
    }
}
