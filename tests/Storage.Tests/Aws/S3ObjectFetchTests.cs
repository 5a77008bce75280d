using System.Security.Cryptography;
using Amazon.Runtime;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.S3;
using static StoreScp.Storage.Tests.Aws.FakeFaults;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>What goes wrong on the way; the rest is tested on moto, where plugins are fetched (Server.Tests).</summary>
public sealed class S3ObjectFetchTests
{
    private static readonly S3ObjectVersion Version = new("plugins", "acme/ids.zip", "v1");

    private static readonly byte[] Content = Bytes(400_000);

    private readonly FakeS3 _s3 = new();

    // The SDK reads an ETag as an MD5.
    public S3ObjectFetchTests() =>
        _s3.Objects[Version.Key] = new FakeObject(Content, $"\"{Convert.ToHexStringLower(MD5.HashData(Content))}\"", new Dictionary<string, string>());

    [Fact]
    public async Task It_goes_on_where_a_connection_broke_and_on_the_same_version()
    {
        _s3.Next("GetObject", CutAfter(100_000), CutAfter(50));
        using var target = new MemoryStream();

        (await Fetch().ToAsync(Version, target, None)).Should().Equal(SHA256.HashData(Content));

        target.ToArray().Should().Equal(Content);
        _s3.Requests.Should().HaveCount(3).And.OnlyContain(request => request.RequestUri!.Query.Contains("versionId=v1"));
    }

    [Fact]
    public async Task What_does_not_come_within_the_deadline_is_unavailable()
    {
        _s3.Next("GetObject", Stall);

        await FluentActions.Awaiting(() => Fetch(new() { Deadline = TimeSpan.FromMilliseconds(50) }).ToAsync(Version, Stream.Null, None))
            .Should().ThrowAsync<StorageUnavailableException>().WithMessage("*whole within 0.05 s*");
    }

    [Fact]
    public async Task A_refusal_names_what_the_role_needs()
    {
        _s3.Next("GetObject", Refusal(403, "AccessDenied"));

        (await FluentActions.Awaiting(() => Fetch().ToAsync(Version, Stream.Null, None)).Should().ThrowAsync<StorageUnavailableException>())
            .WithMessage("*'plugins'*AccessDenied*s3:GetObjectVersion*").Which.Message.Should().NotContain(Body);
    }

    private S3ObjectFetch Fetch(S3FetchOptions? options = null) =>
        new(new AwsAccess("us-east-1", new BasicAWSCredentials("test", "test"), new Uri("https://s3.invalid")), options ?? new(), TimeProvider.System) { Handler = _s3 };
}
