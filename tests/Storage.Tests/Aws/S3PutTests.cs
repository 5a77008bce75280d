using System.Buffers;
using System.Security.Cryptography;
using StoreScp.Storage.Aws.S3;
using static StoreScp.Storage.Tests.Aws.FakeFaults;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>An object that fits into one part, and everything that can happen to its one request.</summary>
public sealed class S3PutTests
{
    private static readonly S3StorageOptions Impatient = FakeS3.Options with
    {
        RequestTimeout = TimeSpan.FromMilliseconds(50),
        OperationBudget = TimeSpan.FromMilliseconds(200),
        CleanupBudget = TimeSpan.FromMilliseconds(200),
    };

    private readonly ObjectKey _key = NewKey();
    private readonly FakeS3 _s3 = new();

    [Fact]
    public void The_checksum_is_the_one_that_the_catalogue_of_CRCs_lists()
    {
        Crc64.Of("123456789"u8).Should().Be(0xAE8B14860A799888);
        using var checksum = new Crc64NvmeChecksum();
        checksum.Append("123456789"u8);

        checksum.End().Should().Be(Crc64.TextOf("123456789"u8));
    }

    [Fact]
    public async Task An_object_within_a_part_is_one_request_of_known_length_with_one_checksum_and_no_second_hash()
    {
        var bytes = Bytes(700_001);
        await using var store = _s3.Open();
        await WriteAsync(store, _key, bytes);

        _s3.Operations.Should().Equal("PutObject");
        var request = _s3.Requests.Single();
        request.Content!.Headers.ContentLength.Should().Be(bytes.Length);
        request.Content.Headers.ContentEncoding.Should().BeEmpty();
        request.Content.Headers.ContentType!.MediaType.Should().Be("application/dicom");
        request.Headers.GetValues("If-None-Match").Should().Equal("*");
        request.Headers.GetValues("x-amz-content-sha256").Should().Equal("UNSIGNED-PAYLOAD");
        request.Headers.Where(header => header.Key.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)).Should().ContainSingle()
            .Which.Value.Should().Equal(Crc64.TextOf(bytes));
        request.Headers.Contains("x-amz-trailer").Should().BeFalse();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_SHA_256_is_sent_where_the_site_wants_one()
    {
        await using var store = _s3.Open(FakeS3.Options with { Checksum = S3Checksum.Sha256 });
        await WriteAsync(store, _key, Bytes(100));

        _s3.Requests.Single().Headers.GetValues("x-amz-checksum-sha256").Should().Equal(Convert.ToBase64String(SHA256.HashData(Bytes(100))));
    }

    [Fact]
    public async Task Objects_are_encrypted_with_the_key_of_the_settings()
    {
        await using var store = _s3.Open(FakeS3.Options with { KmsKeyId = "key-1" });
        await WriteAsync(store, _key, Bytes(100));

        var headers = _s3.Objects[_key.Value].Headers;
        headers["x-amz-server-side-encryption"].Should().Be("aws:kms");
        headers["x-amz-server-side-encryption-aws-kms-key-id"].Should().Be("key-1");
    }

    [Fact]
    public async Task Our_own_object_after_a_lost_answer_is_a_success()
    {
        _s3.Next("PutObject", AnswerLost);
        await using var store = _s3.Open();
        await WriteAsync(store, _key, Bytes(3));

        _s3.Operations.Should().Equal("PutObject", "PutObject", "HeadObject");
        _s3.Objects[_key.Value].Bytes.Should().Equal(Bytes(3));
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_not_taken_for_our_own_even_when_it_has_the_same_bytes()
    {
        await using var store = _s3.Open();
        await WriteAsync(store, _key, Bytes(3));
        _s3.Next("PutObject", Reset);

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Bytes(3))).Should().ThrowAsync<ObjectExistsException>();
        _s3.Objects.Should().ContainKey(_key.Value);
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task Throttling_errors_conflicts_and_damage_on_the_way_are_tried_again()
    {
        _s3.Next("PutObject", SlowDown, Refusal(500, "InternalError"), Refusal(409, "ConditionalRequestConflict"), Refusal(400, "BadDigest"), Reset);
        await using var store = _s3.Open();
        await WriteAsync(store, _key, Bytes(300_000));

        _s3.Operations.Should().Equal(Enumerable.Repeat("PutObject", 6));
        _s3.Objects[_key.Value].Bytes.Should().Equal(Bytes(300_000));
    }

    [Fact]
    public async Task What_goes_on_failing_is_unavailable_with_code_request_and_bucket_and_without_the_body()
    {
        _s3.Next("PutObject", [.. Enumerable.Repeat<FakeS3.Fault>(SlowDown, 6)]);
        await using var store = _s3.Open();

        (await FluentActions.Awaiting(() => WriteAsync(store, _key, Bytes(3))).Should().ThrowAsync<StorageUnavailableException>())
            .Which.ToString().Should().ContainAll("'images'", "SlowDown", "503", "REQ-1", "6 attempts").And.NotContain(Body);
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Theory]
    [InlineData(403, "AccessDenied", "*role needs s3:PutObject*")]
    [InlineData(404, "NoSuchBucket", "*no such bucket*")]
    [InlineData(400, "KMS.DisabledException", "*KmsKeyId*")]
    [InlineData(403, "SignatureDoesNotMatch", "*credentials*")]
    [InlineData(400, "ExpiredToken", "*credentials*")]
    [InlineData(301, "PermanentRedirect", "*region*")]
    public async Task What_only_a_person_can_mend_fails_at_once_and_says_how(int status, string code, string message)
    {
        _s3.Next("PutObject", Refusal(status, code));
        await using var store = _s3.Open();

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Bytes(3))).Should().ThrowAsync<StorageUnavailableException>().WithMessage(message);
        _s3.Operations.Count(operation => operation == "PutObject").Should().Be(1);
    }

    [Fact]
    public async Task S3_that_never_answers_ends_within_the_budget_and_gives_the_memory_back()
    {
        _s3.Next("PutObject", [.. Enumerable.Repeat<FakeS3.Fault>(Stall, 20)]).Next("HeadObject", [.. Enumerable.Repeat<FakeS3.Fault>(Stall, 20)]);
        await using var store = _s3.Open(Impatient);

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Bytes(3))).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*no answer in time*");
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task An_object_that_S3_has_otherwise_than_it_was_sent_is_deleted_and_refused()
    {
        _s3.Next("PutObject", WithHeader("x-amz-checksum-crc64nvme", "AAAAAAAAAAA="));
        await using var store = _s3.Open();

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Bytes(3))).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*checksum*");
        _s3.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task What_may_have_been_stored_without_an_answer_is_taken_back()
    {
        _s3.Next("PutObject", AnswerLost, Refusal(403, "AccessDenied"));
        await using var store = _s3.Open();

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Bytes(3))).Should().ThrowAsync<StorageUnavailableException>();
        _s3.Objects.Should().BeEmpty();
    }

    [Fact]
    public async Task A_cancelled_commit_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        _s3.Next("PutObject", async (answer, cancellation) =>
        {
            answer();
            await cancelled.CancelAsync();
            return await Stall(answer, cancellation);
        });
        await using var store = _s3.Open();
        await using (var writer = await store.CreateAsync(_key, None))
        {
            await writer.WriteAsync(new ReadOnlySequence<byte>(Bytes(10)), None);
            await FluentActions.Awaiting(async () => await writer.CommitAsync(cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
        }

        _s3.Objects.Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
    }
}
