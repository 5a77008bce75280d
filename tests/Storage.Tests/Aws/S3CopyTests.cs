using StoreScp.Storage.Aws.S3;
using static StoreScp.Storage.Tests.Aws.FakeFaults;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

public sealed class S3CopyTests
{
    private const int CopyPart = 5 << 20;
    private const string Writer = "x-amz-meta-writer";

    private readonly ObjectKey _from = NewKey();
    private readonly ObjectKey _to = NewKey();
    private readonly FakeS3 _s3 = new();

    [Fact]
    public async Task A_copy_is_made_by_S3_with_its_metadata_and_only_once()
    {
        await using var store = await StoreWithAsync(Bytes(100));

        (await store.CopyAsync(_from, _to, None)).Should().BeTrue();

        _s3.Objects[_to.Value].Bytes.Should().Equal(Bytes(100));
        _s3.Objects[_to.Value].Headers[Writer].Should().Be(_s3.Objects[_from.Value].Headers[Writer]);
        _s3.Operations.Should().NotContain("GetObject");
        _s3.Requests.Last().Headers.GetValues("If-None-Match").Should().Equal("*");
        await FluentActions.Awaiting(async () => await store.CopyAsync(_from, _to, None)).Should().ThrowAsync<ObjectExistsException>();
    }

    [Fact]
    public async Task A_missing_object_is_not_copied()
    {
        await using var store = _s3.Open();

        (await store.CopyAsync(_from, _to, None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_long_object_is_copied_in_parts()
    {
        var bytes = Bytes((2 * CopyPart) + 1);
        await using var store = await StoreWithAsync(bytes);

        (await store.CopyAsync(_from, _to, None)).Should().BeTrue();

        _s3.Operations.Count(operation => operation == "UploadPartCopy").Should().Be(3);
        _s3.Objects[_to.Value].Bytes.AsSpan().SequenceEqual(bytes).Should().BeTrue();
        _s3.Objects[_to.Value].Headers[Writer].Should().Be(_s3.Objects[_from.Value].Headers[Writer]);
    }

    [Fact]
    public async Task A_copy_in_parts_that_fails_is_aborted()
    {
        await using var store = await StoreWithAsync(Bytes((2 * CopyPart) + 1));
        _s3.Next("UploadPartCopy", SlowDown, Refusal(403, "AccessDenied"));

        await FluentActions.Awaiting(async () => await store.CopyAsync(_from, _to, None)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*s3:GetObject*");
        _s3.Uploads.Should().BeEmpty();
    }

    [Theory]
    [InlineData(100, "CopyObject")]
    [InlineData(CopyPart + 1, "CompleteMultipartUpload")]
    public async Task Our_own_copy_after_a_lost_answer_is_a_success(int length, string operation)
    {
        await using var store = await StoreWithAsync(Bytes(length));
        _s3.Next(operation, AnswerLost);

        (await store.CopyAsync(_from, _to, None)).Should().BeTrue();

        _s3.Objects.Should().HaveCount(2);
        _s3.Uploads.Should().BeEmpty();
    }

    [Fact]
    public async Task A_move_that_was_interrupted_before_the_deletion_is_gone_on_with()
    {
        await using var store = await StoreWithAsync(Bytes(100));
        _s3.Next("DeleteObject", Refusal(403, "AccessDenied"));
        await FluentActions.Awaiting(async () => await store.MoveAsync(_from, _to, None)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*s3:DeleteObject*");

        (await store.MoveAsync(_from, _to, None)).Should().BeTrue();

        _s3.Objects.Keys.Should().Equal(_to.Value);
    }

    [Fact]
    public async Task An_object_that_somebody_puts_there_meanwhile_stays()
    {
        await using var store = await StoreWithAsync(Bytes(100));
        _s3.Next("CopyObject", After(() => WriteAsync(store, _to, Bytes(100))));

        await FluentActions.Awaiting(async () => await store.MoveAsync(_from, _to, None)).Should().ThrowAsync<ObjectExistsException>();
        _s3.Objects.Should().HaveCount(2);
    }

    private async Task<S3InstanceStore> StoreWithAsync(byte[] bytes)
    {
        var store = _s3.Open(FakeS3.Options with { CopyPartBytes = CopyPart });
        await WriteAsync(store, _from, bytes);
        return store;
    }
}
