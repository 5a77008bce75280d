using System.Buffers;
using StoreScp.Storage.Aws.S3;
using static StoreScp.Storage.Tests.Aws.FakeFaults;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>An object that is longer than a part.</summary>
public sealed class S3MultipartTests
{
    private const int Part = 5 << 20;

    private static readonly byte[] Long = Bytes((2 * Part) + 1);

    private readonly ObjectKey _key = NewKey();
    private readonly FakeS3 _s3 = new();

    [Theory]
    [InlineData(S3Checksum.Crc64Nvme)]
    [InlineData(S3Checksum.Sha256)]
    public async Task It_goes_in_parts_each_with_a_checksum_and_so_the_whole(S3Checksum checksum)
    {
        await using var store = _s3.Open(FakeS3.Options with { Checksum = checksum, KmsKeyId = "key-1" });
        await WriteAsync(store, _key, Long);

        _s3.Operations.Should().Equal("CreateMultipartUpload", "UploadPart", "UploadPart", "UploadPart", "CompleteMultipartUpload");
        // The fake compares every checksum with what it got.
        _s3.Objects[_key.Value].Bytes.AsSpan().SequenceEqual(Long).Should().BeTrue();
        _s3.Objects[_key.Value].Headers["x-amz-server-side-encryption-aws-kms-key-id"].Should().Be("key-1");
        var name = checksum == S3Checksum.Sha256 ? "x-amz-checksum-sha256" : "x-amz-checksum-crc64nvme";
        _s3.Requests.Skip(1).Should().OnlyContain(request => request.Headers.Contains(name));
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_whole_part_and_nothing_more_is_still_one_request()
    {
        await using var store = _s3.Open();
        await WriteAsync(store, _key, Long[..Part]);

        _s3.Operations.Should().Equal("PutObject");
    }

    [Fact]
    public async Task One_part_of_memory_is_enough()
    {
        await using var store = _s3.Open(FakeS3.Options with { PartMemoryBytes = Part });
        await WriteAsync(store, _key, Long);

        _s3.Objects[_key.Value].Bytes.AsSpan().SequenceEqual(Long).Should().BeTrue();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task While_slow_senders_hold_all_memory_an_object_of_several_parts_goes_by_the_disk()
    {
        var folder = Directory.CreateTempSubdirectory("storescp-parts-");
        await using var store = _s3.Open(FakeS3.Options with { PartMemoryBytes = Part, SpillFolder = folder.FullName, SpillAfter = TimeSpan.Zero });
        await using (var slow = await store.CreateAsync(NewKey(), default))
        {
            await slow.WriteAsync(new ReadOnlySequence<byte>(Long, 0, 1), default);
            // Two attempts of the first part: the second reads the file again.
            _s3.Next("UploadPart", Reset);
            await WriteAsync(store, _key, Long);
        }

        _s3.Objects[_key.Value].Bytes.AsSpan().SequenceEqual(Long).Should().BeTrue();
        folder.EnumerateFiles().Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
        folder.Delete();
    }

    [Fact]
    public async Task Parts_are_tried_again_with_the_same_bytes()
    {
        _s3.Next("CreateMultipartUpload", SlowDown).Next("UploadPart", AnswerLost, SlowDown, Reset).Next("CompleteMultipartUpload", Refusal(409, "ConditionalRequestConflict"));
        await using var store = _s3.Open();
        await WriteAsync(store, _key, Long);

        _s3.Objects[_key.Value].Bytes.AsSpan().SequenceEqual(Long).Should().BeTrue();
    }

    [Fact]
    public async Task Our_own_object_after_the_answer_to_its_completion_was_lost_is_a_success()
    {
        _s3.Next("CompleteMultipartUpload", AnswerLost);
        await using var store = _s3.Open();
        await WriteAsync(store, _key, Long);

        _s3.Operations.TakeLast(2).Should().Equal("CompleteMultipartUpload", "HeadObject");
        _s3.Objects.Should().ContainKey(_key.Value);
    }

    [Fact]
    public async Task An_object_that_was_there_first_stays_and_the_upload_is_aborted()
    {
        await using var store = _s3.Open();
        _s3.Next("CompleteMultipartUpload", After(() => WriteAsync(store, _key, Bytes(3))));

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Long)).Should().ThrowAsync<ObjectExistsException>();
        _s3.Objects[_key.Value].Bytes.Should().Equal(Bytes(3));
        _s3.Uploads.Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task Disposed_without_a_commit_it_is_aborted_at_once()
    {
        await using var store = _s3.Open();
        await using (var writer = await store.CreateAsync(_key, None))
            await writer.WriteAsync(new ReadOnlySequence<byte>(Long), None);

        _s3.Operations.Last().Should().Be("AbortMultipartUpload");
        _s3.Uploads.Should().BeEmpty();
        _s3.Objects.Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task Cancelled_in_the_middle_of_a_part_it_is_aborted_at_once()
    {
        using var cancelled = new CancellationTokenSource();
        _s3.Next("UploadPart", async (answer, cancellation) =>
        {
            await cancelled.CancelAsync();
            return await Stall(answer, cancellation);
        });
        await using var store = _s3.Open(FakeS3.Options with { PartMemoryBytes = Part });
        await using (var writer = await store.CreateAsync(_key, None))
        {
            await FluentActions.Awaiting(async () => await writer.WriteAsync(new ReadOnlySequence<byte>(Long), cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
            await FluentActions.Awaiting(async () => await writer.CommitAsync(None)).Should().ThrowAsync<ObjectDisposedException>();
        }

        _s3.Operations.Last().Should().Be("AbortMultipartUpload");
        _s3.Uploads.Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task Ended_while_the_upload_is_only_beginning_it_is_aborted_as_well()
    {
        var beginning = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        _s3.Next("CreateMultipartUpload", async (answer, _) =>
        {
            var begun = answer();
            beginning.SetResult();
            await ended.Task;
            return begun;
        });
        await using var store = _s3.Open();
        var writer = await store.CreateAsync(_key, None);
        await writer.WriteAsync(new ReadOnlySequence<byte>(Long, 0, Part + 1), None);
        await beginning.Task;
        var disposing = writer.DisposeAsync();
        ended.SetResult();
        await disposing;

        _s3.Operations.Should().NotContain("UploadPart");
        _s3.Uploads.Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_part_that_S3_does_not_take_fails_the_object_and_aborts_it()
    {
        _s3.Next("UploadPart", Refusal(403, "AccessDenied"));
        await using var store = _s3.Open();

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Long)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*s3:PutObject*");
        _s3.Uploads.Should().BeEmpty();
        store.Memory.UsedBlocks.Should().Be(0);
    }

    [Fact]
    public async Task A_part_that_S3_has_otherwise_than_it_was_sent_fails_the_object()
    {
        _s3.Next("UploadPart", WithHeader("x-amz-checksum-crc64nvme", "AAAAAAAAAAA="));
        await using var store = _s3.Open();

        await FluentActions.Awaiting(() => WriteAsync(store, _key, Long)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*checksum*");
        _s3.Uploads.Should().BeEmpty();
        _s3.Objects.Should().BeEmpty();
    }
}
