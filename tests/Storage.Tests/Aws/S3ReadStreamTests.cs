using StoreScp.Storage.Aws.S3;
using static StoreScp.Storage.Tests.Aws.FakeFaults;
using static StoreScp.Storage.Tests.Samples;

namespace StoreScp.Storage.Tests.Aws;

public sealed class S3ReadStreamTests
{
    private static readonly byte[] Content = Bytes(400_000);

    private readonly ObjectKey _key = NewKey();
    private readonly FakeS3 _s3 = new();

    [Fact]
    public async Task An_object_read_from_end_to_end_is_one_request()
    {
        await using var store = await StoreWithObjectAsync();

        (await ReadAsync(store, _key)).Should().Equal(Content);
        Gets.Should().HaveCount(1);
    }

    [Fact]
    public async Task Reading_goes_on_where_a_connection_broke_and_on_the_same_content()
    {
        await using var store = await StoreWithObjectAsync();
        _s3.Next("GetObject", CutAfter(100_000), SlowDown, CutAfter(50));

        (await ReadAsync(store, _key)).Should().Equal(Content);
        Gets.Skip(1).Should().OnlyContain(get => get.Headers.Contains("If-Match"));
        Gets.Last().Headers.Range!.ToString().Should().Be("bytes=100050-399999");
    }

    [Fact]
    public async Task Two_contents_are_never_mixed()
    {
        await using var store = await StoreWithObjectAsync();
        _s3.Next("GetObject", CutAfter(100_000), After(() =>
        {
            _s3.Objects[_key.Value] = _s3.Objects[_key.Value] with { ETag = "\"another\"" };
            return Task.CompletedTask;
        }));

        await FluentActions.Awaiting(() => ReadAsync(store, _key)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*deleted or replaced*");
    }

    [Fact]
    public async Task A_short_way_ahead_is_read_over_and_a_long_one_is_another_request()
    {
        await using var store = await StoreWithObjectAsync();
        await using var stream = (await store.OpenReadAsync(_key, None))!;
        var buffer = new byte[100];
        await stream.ReadExactlyAsync(buffer);
        stream.Seek(500, SeekOrigin.Current);
        await stream.ReadExactlyAsync(buffer);
        buffer.Should().Equal(Content[600..700]);
        Gets.Should().HaveCount(1);

        stream.Seek(-100, SeekOrigin.End);
        await stream.ReadExactlyAsync(buffer);
        buffer.Should().Equal(Content[^100..]);
        stream.Position = 3;
        stream.ReadExactly(buffer);
        buffer.Should().Equal(Content[3..103]);
        Gets.Should().HaveCount(3);
        stream.Position = Content.Length;
        (await stream.ReadAsync(buffer)).Should().Be(0);
    }

    [Fact]
    public async Task S3_that_never_answers_is_unavailable_within_the_budget()
    {
        await using (await StoreWithObjectAsync())
            _s3.Next("GetObject", [.. Enumerable.Repeat<FakeS3.Fault>(Stall, 20)]);
        await using var store = _s3.Open(FakeS3.Options with { RequestTimeout = TimeSpan.FromMilliseconds(30), OperationBudget = TimeSpan.FromMilliseconds(100) });

        await FluentActions.Awaiting(() => ReadAsync(store, _key)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*no answer in time*");
    }

    [Fact]
    public async Task Without_the_right_to_list_a_missing_object_is_an_error_that_names_it()
    {
        _s3.Next("HeadObject", Refusal(403, "AccessDenied"));
        await using var store = _s3.Open();

        await FluentActions.Awaiting(async () => await store.FindAsync(_key, None)).Should().ThrowAsync<StorageUnavailableException>().WithMessage("*s3:GetObject*s3:ListBucket*");
    }

    private IEnumerable<HttpRequestMessage> Gets => _s3.Requests.Where(request => request.Method == HttpMethod.Get);

    private async Task<S3InstanceStore> StoreWithObjectAsync()
    {
        var store = _s3.Open();
        await WriteAsync(store, _key, Content);
        return store;
    }
}
